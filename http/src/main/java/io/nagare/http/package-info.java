/**
 * Requests over HTTP/1.1 and HTTP/2, with bodies as streams. The JDK's {@code java.net.http.HttpClient} does the wire.
 *
 * <p>Reading order: {@link io.nagare.http.Http} (a client), {@link io.nagare.http.Request} with
 * {@link io.nagare.http.RequestBody}, {@link io.nagare.http.Response}. Then the insides: {@code Exchange} (one request
 * on the JDK's threads, and how it ends), {@code ExchangeSource} (waits for the head, on a strand), {@code BodySource}
 * (reads the body, on a strand), {@code Upload} (sends a body from a strand), {@code Attempts} (redirects), {@code
 * Retrying} (attempts again), {@code Places} (waiting for a connection of HTTP/2), {@code Framing}
 * (heads that cannot be trusted), {@code HeaderCheck} and {@code Addresses} (what a request may have).
 *
 * <p><i>Threads.</i> The JDK's client has threads of its own. They only hand over: a program's functions, and all
 * signals of the streams here, run on the subscriber's strand.
 */
@NullMarked
package io.nagare.http;

import org.jspecify.annotations.NullMarked;
