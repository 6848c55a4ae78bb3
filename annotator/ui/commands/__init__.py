"""What each action does, a module a menu. Every class gives `handlers`: action ids of the table to methods."""
