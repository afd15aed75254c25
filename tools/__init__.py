"""Tools of the checkout, run by make."""
