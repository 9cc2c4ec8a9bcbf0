package io.nagare.http;

import io.nagare.Bytes;
import io.nagare.http.failure.HttpTooLargeException;
import java.util.ArrayList;
import java.util.List;

/** Collects a body up to a bound. Belongs to one subscription. */
final class Whole {

    private final Response response;
    private final int most;
    private final List<Bytes> parts = new ArrayList<>();
    private long length;

    Whole(Response response, int most) {
        this.response = response;
        this.most = most;
    }

    void add(Bytes part) {
        length += part.length();
        if (length > most) {
            throw new HttpTooLargeException(response.method(), response.uri(), response.status(), most, length);
        }
        parts.add(part);
    }

    Bytes bytes() {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        byte[] joined = new byte[(int) length];
        int at = 0;
        for (Bytes part : parts) {
            part.copyTo(joined, at);
            at += part.length();
        }
        return Bytes.wrap(joined);
    }
}
