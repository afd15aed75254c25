"""The stacks and the matrix as plain data, for programs that read JSON."""

from __future__ import annotations

from constructs_pkg.audit.answer import Answer, AnswerRecord, policy_label
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import Matrix
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.supposed import supposed
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.vantage import Vantage, vpc_of

# Raised when a key changes its meaning or goes; keys may be added.
VERSION = 1


def as_document(facts: Facts, matrix: Matrix) -> dict[str, object]:
    """Return the stacks, and what every name answers with at every vantage with the trace."""
    return {
        "version": VERSION,
        "stacks": [
            {
                "id": stack.id,
                "name": stack.name,
                "account": stack.account,
                "region": stack.region,
                "resources": stack.resource_count,
            }
            for stack in facts.stacks
        ],
        "vantages": [{"label": one.name, "vpc": _vpc(one)} for one in matrix.vantages],
        "supposed": list(supposed(matrix.world)),
        "names": [
            {
                "name": row.name,
                "type": row.type,
                "differs": row.differs,
                "answers": {
                    vantage.name: {"text": cell.text, "odd": cell.odd, **_answer(cell.answer)}
                    for vantage, cell in zip(matrix.vantages, row.cells, strict=True)
                },
            }
            for row in matrix.rows
        ],
        "notes": list(matrix.notes),
    }


def _vpc(vantage: Vantage) -> str | None:
    vpc = vpc_of(vantage)
    return None if vpc is None else in_words(vpc)


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "status": answer.status.value,
        "zone": in_words(answer.zone.id) if answer.zone is not None else None,
        "masked": in_words(answer.masked.id) if answer.masked is not None else None,
        "records": [_record(record) for record in answer.records],
        "pick": answer.pick,
        "passed_over": [policy_label(record) for record in answer.passed_over],
        **_forwarding(answer),
        "trace": list(answer.trace),
    }


def _forwarding(answer: Answer) -> dict[str, object]:
    return {
        "rule": in_words(answer.rule.id) if answer.rule is not None else None,
        "to": [target.text for target in answer.to],
        **({"network": answer.network} if answer.network is not None else {}),
        **({"blocked": True} if answer.blocked else {}),
    }


def _record(record: AnswerRecord) -> dict[str, object]:
    source, endpoint, leads_to = record.source, record.endpoint, record.leads_to
    return {
        "name": record.name,
        "type": record.type,
        "alias": source is not None and source.alias is not None,
        "value": shortened(in_words(record.value)),
        "ttl": in_words(source.ttl) if source is not None and source.ttl is not None else None,
        "policy": record.policy,
        "source": in_words(source.source) if source is not None else None,
        "endpoint": None
        if endpoint is None
        else {
            "id": in_words(endpoint.id),
            "vpc": in_words(endpoint.vpc),
            "service": in_words(endpoint.service_name) if endpoint.service_name is not None else None,
            "subnets": [in_words(subnet) for subnet in endpoint.subnets],
        },
        "subnets": [in_words(subnet) for subnet in record.subnets],
        "leads_to": None
        if leads_to is None
        else {
            "name": leads_to.name,
            "type": leads_to.type,
            "status": leads_to.status.value,
            "records": [_record(one) for one in leads_to.records],
            **_forwarding(leads_to),
        },
    }
