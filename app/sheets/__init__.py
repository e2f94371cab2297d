"""Pages to read, print and send, made of a bank. Qt-free."""
