"""What answers where no zone of the assembly does: the Resolver itself for its instances, else public DNS.

Of public DNS only the names of AWS services are known.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-overview:
without private DNS the name of a service leads to its public addresses, also where a gateway endpoint routes to them.
"""

from __future__ import annotations

from constructs_pkg.audit.answer import Answer, AnswerRecord, Status
from constructs_pkg.audit.aws_names import is_service_name
from constructs_pkg.audit.covering import Covering
from constructs_pkg.audit.value import Literal, PublicAddresses


def answer_without_zone(name: str, kind: str, covering: Covering) -> Answer:
    """Return the answer where no zone was found.

    An instance's own name has an A record and no other; of an AWS service only that it has IPv4 addresses is
    certain.
    """
    if covering.host is not None:
        host = AnswerRecord(name, kind, Literal(covering.host.address), None)
        status, records = (Status.NOERROR, (host,)) if kind == "A" else (Status.NODATA, ())
        return Answer(name, kind, status, records, covering.trace)
    if covering.status is not Status.NOT_PRIVATE or kind != "A" or not is_service_name(name):
        return Answer(name, kind, covering.status, trace=covering.trace)
    record = AnswerRecord(name, kind, PublicAddresses(name), None)
    sentence = f"{name} is a name of an AWS service and leads to public addresses of AWS."
    return Answer(name, kind, Status.NOERROR, (record,), (*covering.trace, sentence))
