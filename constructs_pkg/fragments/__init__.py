"""How things are built, exactly: pure functions from values to CloudFormation resources."""
