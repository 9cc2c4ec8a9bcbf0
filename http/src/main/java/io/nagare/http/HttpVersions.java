package io.nagare.http;

/**
 * Which versions of HTTP a client offers. The server chooses; {@link Response#version()} says which one it was.
 *
 * @since 0.1
 */
public enum HttpVersions {

    /** HTTP/1.1 alone. */
    HTTP_1_1,

    /** HTTP/2 where TLS agrees on it, else HTTP/1.1. Over plain TCP this is HTTP/1.1. */
    HTTP_2_OVER_TLS,

    /** As the other, and over plain TCP the first request to a server also asks for HTTP/2 ({@code Upgrade: h2c}). */
    HTTP_2
}
