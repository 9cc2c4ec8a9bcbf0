package io.nagare.http;

import static java.util.Objects.requireNonNull;

import java.net.CookieHandler;
import java.net.ProxySelector;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects, and how its requests are made unless they say otherwise.
 *
 * @param versions which versions of HTTP the client offers
 * @param connectTimeout how long making a connection may take, above 0 and at most 36,500 days. The JDK's client
 *     measures it in real time
 * @param threads how many threads the JDK's client may use, 1 to 1,024. They look up names, encrypt, and hand over what
 *     has come; they never run a program's functions
 * @param tls what certificates are trusted and shown; null for the JDK's default
 * @param proxy which proxies are used; null for none
 * @param cookies what keeps cookies; null for nothing
 * @param requests how requests are made
 * @since 0.1
 */
public record HttpOptions(
        HttpVersions versions,
        Duration connectTimeout,
        int threads,
        @Nullable SSLContext tls,
        @Nullable ProxySelector proxy,
        @Nullable CookieHandler cookies,
        RequestOptions requests) {

    /** The largest number of threads. */
    public static final int MOST_THREADS = 1024;

    private static final HttpOptions DEFAULTS = new HttpOptions(
            HttpVersions.HTTP_2_OVER_TLS, Duration.ofSeconds(10), 16, null, null, null, RequestOptions.defaults());

    /** Checks the ranges. */
    public HttpOptions {
        requireNonNull(versions, "versions");
        RequestOptions.checkDuration("a connect timeout", connectTimeout);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "the number of threads must be 1 to " + MOST_THREADS + ", but was " + threads);
        }
        requireNonNull(requests, "requests");
    }

    /**
     * HTTP/2 where TLS agrees on it, 10 seconds for a connection, up to 16 threads, the JDK's trusted certificates, no
     * proxy, no cookies, and {@link RequestOptions#defaults()}.
     */
    public static HttpOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other versions. */
    public HttpOptions versions(HttpVersions offered) {
        return new HttpOptions(offered, connectTimeout, threads, tls, proxy, cookies, requests);
    }

    /** The same with another limit for making a connection. */
    public HttpOptions connectTimeout(Duration limit) {
        return new HttpOptions(versions, limit, threads, tls, proxy, cookies, requests);
    }

    /** The same with another number of threads, 1 to 1,024. */
    public HttpOptions threads(int number) {
        return new HttpOptions(versions, connectTimeout, number, tls, proxy, cookies, requests);
    }

    /** The same with other certificates. A server's certificate must always be for the host of the URI. */
    public HttpOptions tls(SSLContext context) {
        return new HttpOptions(
                versions, connectTimeout, threads, requireNonNull(context, "tls"), proxy, cookies, requests);
    }

    /** The same, but through proxies. {@link ProxySelector#getDefault()} is the system's choice. */
    public HttpOptions proxy(ProxySelector selector) {
        return new HttpOptions(
                versions, connectTimeout, threads, tls, requireNonNull(selector, "proxy"), cookies, requests);
    }

    /** The same, but with cookies, which {@link java.net.CookieManager} keeps in memory. */
    public HttpOptions cookies(CookieHandler handler) {
        return new HttpOptions(
                versions, connectTimeout, threads, tls, proxy, requireNonNull(handler, "cookies"), requests);
    }

    /** The same with other options for its requests. */
    public HttpOptions requests(RequestOptions options) {
        return new HttpOptions(versions, connectTimeout, threads, tls, proxy, cookies, options);
    }
}
