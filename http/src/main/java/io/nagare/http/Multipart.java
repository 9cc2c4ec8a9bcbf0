package io.nagare.http;

import static java.util.Objects.requireNonNull;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.http.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A form of several parts, {@code multipart/form-data} (RFC 7578), such as for uploading files. The parts are sent one
 * after the other, as streams. Each method returns another form and leaves this one as it is.
 *
 * @since 0.1
 */
public final class Multipart {

    private static final int BOUNDARY_WORDS = 2;

    private record Part(
            String name,
            @Nullable String file,
            @Nullable String type,
            long length,
            Publisher<? extends Bytes> bytes) {}

    private final List<Part> parts;

    private Multipart(List<Part> parts) {
        this.parts = parts;
    }

    /** Returns a form without parts. */
    public static Multipart form() {
        return new Multipart(List.of());
    }

    /** The same with a field more, in UTF-8. */
    public Multipart field(String name, String value) {
        Bytes text = Bytes.utf8(value);
        return with(new Part(requireNonNull(name, "name"), null, null, text.length(), Many.just(text)));
    }

    /**
     * The same with a file more, whose length is not known.
     *
     * @param file the name that the server is told
     * @param type its {@code Content-Type}, such as {@code image/png}
     */
    public Multipart file(String name, String file, String type, Publisher<? extends Bytes> bytes) {
        return with(named(name, file, type, -1, bytes));
    }

    /**
     * The same with a file more, whose length is known. If all lengths are known, the request announces its own.
     *
     * @param file the name that the server is told
     * @param type its {@code Content-Type}, such as {@code image/png}
     * @param length in bytes, at least 0
     * @throws IllegalArgumentException if the length is negative, or the type has a line break
     */
    public Multipart file(String name, String file, String type, Publisher<? extends Bytes> bytes, long length) {
        if (length < 0) {
            throw new IllegalArgumentException("the length of a file must be at least 0 bytes, but was " + length);
        }
        return with(named(name, file, type, length, bytes));
    }

    private static Part named(
            String name, String file, String type, long length, Publisher<? extends Bytes> bytes) {
        requireNonNull(type, "type");
        if (type.indexOf('\r') >= 0 || type.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "the type of a file must be one line, but was " + Printable.quoted(type));
        }
        requireNonNull(name, "name");
        requireNonNull(file, "file");
        return new Part(name, file, type, length, requireNonNull(bytes, "bytes"));
    }

    private Multipart with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Multipart(List.copyOf(more));
    }

    RequestBody.Prepared prepare(LongUnaryOperator random) {
        StringBuilder boundary = new StringBuilder("nagare-");
        for (int i = 0; i < BOUNDARY_WORDS; i++) {
            boundary.append(Long.toString(random.applyAsLong(Long.MAX_VALUE), Character.MAX_RADIX));
        }
        List<Publisher<? extends Bytes>> sent = new ArrayList<>();
        long length = 0;
        for (Part part : parts) {
            Bytes head = Bytes.utf8("--" + boundary + "\r\n" + head(part) + "\r\n");
            sent.add(Many.just(head));
            sent.add(part.bytes());
            sent.add(Many.just(Bytes.utf8("\r\n")));
            length = length < 0 || part.length() < 0 ? -1 : length + head.length() + part.length() + 2;
        }
        Bytes end = Bytes.utf8("--" + boundary + "--\r\n");
        sent.add(Many.just(end));
        return new RequestBody.Prepared(
                "multipart/form-data; boundary=" + boundary,
                length < 0 ? -1 : length + end.length(),
                Many.concat(sent));
    }

    private static String head(Part part) {
        String disposition = "Content-Disposition: form-data; name=\"" + escaped(part.name()) + "\"";
        if (part.file() != null) {
            disposition += "; filename=\"" + escaped(part.file()) + "\"";
        }
        return part.type() == null
                ? disposition + "\r\n"
                : disposition + "\r\nContent-Type: " + part.type() + "\r\n";
    }

    /** As browsers do it (HTML standard, 4.10.21.8). */
    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }
}
