"""What would be sent, without sending: the plan and its conflicts."""
