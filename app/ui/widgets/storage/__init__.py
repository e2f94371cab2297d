"""What the page of storage is made of."""
