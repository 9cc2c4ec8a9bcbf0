package io.nagare.site;

/** A heading of a page: its level from 1 to 6, its text, and the anchor that links name. */
record Heading(int level, String text, String anchor) {}
