"""The vocabulary all rooms share: frozen values that cannot be illegal, and the rules between them."""
