"""AWS PrivateLink: endpoint services, interface endpoints, and the connections between them.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html.
"""
