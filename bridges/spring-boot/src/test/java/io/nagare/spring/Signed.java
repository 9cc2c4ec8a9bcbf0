package io.nagare.spring;

import io.nagare.Bytes;

/** Bytes as a part of JSON. */
record Signed(String name, Bytes signature) {}
