package io.nagare.spring;

/** What the controllers of the tests give and take. */
record Reading(String name, int value) {}
