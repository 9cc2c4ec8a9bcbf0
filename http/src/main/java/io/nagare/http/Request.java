package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.One;
import io.nagare.http.text.Printable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a request. Each method returns another description and leaves this one as it is. {@link #send()} may be
 * called any number of times.
 *
 * @since 0.1
 */
public final class Request {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String AUTHORIZATION = "Authorization";

    private record Header(String name, String value) {}

    private final Http http;
    private final String method;
    private final URI uri;
    private final List<Header> headers;
    private final RequestBody body;
    private final RequestOptions options;
    private final @Nullable Consumer<? super HttpProgress> progress;
    private final boolean expectsContinue;

    private Request(
            Http http,
            String method,
            URI uri,
            List<Header> headers,
            RequestBody body,
            RequestOptions options,
            @Nullable Consumer<? super HttpProgress> progress,
            boolean expectsContinue) {
        this.http = http;
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.options = options;
        this.progress = progress;
        this.expectsContinue = expectsContinue;
    }

    static Request of(Http http, String method, URI uri) {
        requireNonNull(method, "method");
        if (method.equalsIgnoreCase("CONNECT")) {
            throw new IllegalArgumentException("a request cannot have the method CONNECT; see HttpOptions.proxy");
        }
        try {
            HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "a method must be a word such as GET, but was " + Printable.quoted(method));
        }
        return new Request(http, method, uri, List.of(), RequestBody.none(), http.options().requests(), null, false)
                .to(uri);
    }

    /**
     * The same with a header more. A name may come several times, but an {@code Authorization} replaces the one before.
     *
     * @param value one line of ASCII; other text must be encoded as the server expects it
     * @throws IllegalArgumentException if the name or the value has characters that are not allowed, or if the client
     *     sets the header itself: Connection, Content-Length, Expect, Host, Transfer-Encoding, Upgrade
     */
    public Request header(String name, String value) {
        requireNonNull(name, "name");
        HeaderCheck.check(name, requireNonNull(value, "value"));
        if (name.equalsIgnoreCase(AUTHORIZATION)) {
            return without(Set.of("authorization")).with(new Header(name, value));
        }
        return with(new Header(name, value));
    }

    private Request with(Header header) {
        List<Header> more = new ArrayList<>(headers);
        more.add(header);
        return with(List.copyOf(more));
    }

    /**
     * The same with the header {@code Authorization: Bearer}, instead of an {@code Authorization} that was set before.
     * A redirect to another server leaves it out.
     *
     * @throws IllegalArgumentException if the token is not one line of ASCII; the message does not show it
     */
    public Request bearer(String token) {
        return authorized("Bearer " + requireNonNull(token, "token"));
    }

    /**
     * The same with the header {@code Authorization: Basic}, instead of an {@code Authorization} that was set before. A
     * redirect to another server leaves it out. Both are sent in UTF-8.
     *
     * @throws IllegalArgumentException if the user has a colon: the server would take the rest for the password
     */
    public Request basic(String user, String password) {
        return authorized(basicCredentials(requireNonNull(user, "user"), requireNonNull(password, "password")));
    }

    private static String basicCredentials(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "the user of basic authentication cannot have a colon (RFC 7617, 2), but has one at index "
                            + user.indexOf(':'));
        }
        byte[] plain = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain);
    }

    private Request authorized(String value) {
        return header(AUTHORIZATION, value);
    }

    /** The same for a URI, whose user and password are sent as basic authentication unless there is another one. */
    Request to(URI other) {
        Request plain = new Request(
                http, method, Addresses.withoutUser(other), headers, body, options, progress, expectsContinue);
        String user = Addresses.user(other);
        String password = Addresses.password(other);
        return user == null || headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(AUTHORIZATION))
                ? plain
                : plain.authorized(basicCredentials(user, password));
    }

    /** The same with a body. Its {@code Content-Type} is sent, unless there is a header of that name. */
    public Request body(RequestBody sent) {
        return new Request(
                http, method, uri, headers, requireNonNull(sent, "body"), options, progress, expectsContinue);
    }

    /** The same with other options than those of the client. */
    public Request options(RequestOptions other) {
        return new Request(
                http, method, uri, headers, body, requireNonNull(other, "options"), progress, expectsContinue);
    }

    /**
     * The same, but the listener is told after each piece of the body that was handed over for sending. It is called on
     * the strand. If it throws, the request fails. A body that is sent again begins anew.
     */
    public Request onUpload(Consumer<? super HttpProgress> listener) {
        return new Request(
                http, method, uri, headers, body, options, requireNonNull(listener, "listener"), expectsContinue);
    }

    /**
     * The same, but the body is sent only when the server has agreed to it ({@code Expect: 100-continue}). A server
     * that answers without asking for the body gets none. If it neither agrees nor answers, JDK 24 and later send the
     * body after 5 seconds; others wait until {@link RequestOptions#headTimeout()}.
     *
     * @throws UnsupportedOperationException on JDK 17 before 17.0.17, on 18 and on 19: their client never reads the
     *     answer of a server that refuses
     */
    public Request expectContinue() {
        ExpectContinue.check();
        return new Request(http, method, uri, headers, body, options, progress, true);
    }

    /**
     * Sends the request and emits the response when its head is there. Every status is a response; see
     * {@link Response#requireSuccess()}. Redirects and retries are as the options say.
     *
     * <p>Use the response within the stream, or where it was emitted: subscribe to its body, {@linkplain
     * Response#discard() discard} it or {@linkplain Response#close() close} it. A response that is not used at all is
     * closed after {@link RequestOptions#unclaimed()}.
     *
     * <p><i>Demand.</i> Nothing is sent without demand. <i>Cancellation.</i> Closes the connection, or resets the
     * stream of HTTP/2. A response that is emitted just then is closed. <i>Errors.</i> A subclass of
     * {@link io.nagare.http.failure.HttpException}.
     */
    public One<Response> send() {
        return Attempts.of(this);
    }

    Http http() {
        return http;
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    RequestBody body() {
        return body;
    }

    RequestOptions options() {
        return options;
    }

    @Nullable Consumer<? super HttpProgress> progress() {
        return progress;
    }

    /** Whether the request can be sent again even if the server has acted on it. */
    boolean isIdempotent() {
        return IDEMPOTENT.contains(method);
    }

    /** The same as a GET without a body. */
    Request asGet() {
        Predicate<Header> stays = header -> !header.name().toLowerCase(Locale.ROOT).startsWith("content-");
        return new Request(
                http,
                method.equals("HEAD") ? method : "GET",
                uri,
                headers.stream().filter(stays).toList(),
                RequestBody.none(),
                options,
                null,
                false);
    }

    /** The same without headers of those names, which are in lower case. */
    Request without(Set<String> names) {
        return with(headers.stream()
                .filter(header -> !names.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList());
    }

    private Request with(List<Header> other) {
        return new Request(http, method, uri, other, body, options, progress, expectsContinue);
    }

    HttpRequest toJdk(HttpRequest.BodyPublisher publisher, @Nullable String contentType) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri).method(method, publisher).expectContinue(expectsContinue);
        boolean typed = false;
        for (Header header : headers) {
            builder.header(header.name(), header.value());
            typed |= header.name().equalsIgnoreCase(CONTENT_TYPE);
        }
        if (contentType != null && !typed) {
            builder.header(CONTENT_TYPE, contentType);
        }
        if (http.options().versions() == HttpVersions.HTTP_2_OVER_TLS && !Addresses.isEncrypted(uri)) {
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        return builder.build();
    }

    /** The method and the URI. A user and a password in it are not shown. */
    @Override
    public String toString() {
        return method + " " + Printable.of(uri);
    }
}
