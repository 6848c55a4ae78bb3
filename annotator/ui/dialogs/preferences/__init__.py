"""The preferences: pages with a live sample; everything shows at once, and Cancel brings back what was."""
