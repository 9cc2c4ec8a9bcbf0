package io.nagare.spring;

import io.nagare.BlockingIterable;
import io.nagare.BlockingIterator;
import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Unfolded;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

/**
 * Reads and writes a {@link ByteStream} in MVC. The request's thread waits while it writes, as it does for Spring's
 * {@code Resource}. It cancels the stream if the client has gone. A body is read on demand, on threads that may block,
 * and once. Stateless.
 */
final class ByteStreamConverter implements HttpMessageConverter<ByteStream> {

    private static final int CHUNK = 16 * 1024;

    /** How many items are fetched while one is written. */
    private static final int PREFETCH = 4;

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return type == ByteStream.class;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return ByteStream.class.isAssignableFrom(type);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public ByteStream read(Class<? extends ByteStream> type, HttpInputMessage input) throws IOException {
        InputStream body = input.getBody();
        return ByteStream.of(Many.unfoldAsync(body, from -> One.blocking(() -> next(from))));
    }

    private static @Nullable Unfolded<InputStream, Bytes> next(InputStream body) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count = body.read(chunk);
        return count < 0 ? null : new Unfolded<>(body, Bytes.wrap(chunk, 0, count));
    }

    /** Waits for the first item before it touches the response, so that a failure until then becomes a status. */
    @Override
    public void write(ByteStream stream, @Nullable MediaType contentType, HttpOutputMessage output)
            throws IOException {
        try (BlockingIterable<Bytes> items = stream.toIterable(PREFETCH)) {
            BlockingIterator<Bytes> iterator = items.iterator();
            boolean more = iterator.hasNext();
            setContentType(output.getHeaders(), contentType);
            OutputStream body = output.getBody();
            while (more) {
                body.write(iterator.next().toArray());
                flush(output);
                more = iterator.hasNext();
            }
        }
    }

    /** Since Spring 7 flushing the body alone does nothing. */
    private static void flush(HttpOutputMessage output) throws IOException {
        if (output instanceof Flushable response) {
            response.flush();
        } else {
            output.getBody().flush();
        }
    }

    private static void setContentType(HttpHeaders headers, @Nullable MediaType contentType) {
        if (headers.getContentType() == null) {
            headers.setContentType(
                    contentType != null && contentType.isConcrete()
                            ? contentType
                            : MediaType.APPLICATION_OCTET_STREAM);
        }
    }
}
