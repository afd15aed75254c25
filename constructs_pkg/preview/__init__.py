"""Every template of a plan, rendered without the CDK."""

from constructs_pkg.preview.templates import check_sizes, preview

__all__ = ["check_sizes", "preview"]
