"""Code that AWS Lambda runs, sent in the template: one file a function, with its own imports put in their place."""
