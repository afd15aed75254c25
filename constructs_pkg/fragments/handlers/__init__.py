"""Code that CloudFormation runs: each file is sent to AWS Lambda as it is."""
