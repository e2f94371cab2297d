"""What the window shows of a take's feedback. Every number comes with what it rests on."""
