package io.nagare.spring;

import io.nagare.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads and writes {@link Bytes} in MVC. Stateless. */
final class BytesConverter extends AbstractHttpMessageConverter<Bytes> {

    BytesConverter() {
        super(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Bytes.class;
    }

    @Override
    protected Bytes readInternal(Class<? extends Bytes> type, HttpInputMessage input) throws IOException {
        return Bytes.wrap(input.getBody().readAllBytes());
    }

    @Override
    protected void writeInternal(Bytes bytes, HttpOutputMessage output) throws IOException {
        output.getBody().write(bytes.toArray());
    }

    @Override
    protected Long getContentLength(Bytes bytes, @Nullable MediaType contentType) {
        return (long) bytes.length();
    }
}
