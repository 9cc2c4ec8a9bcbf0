package io.nagare.http;

import io.nagare.Bytes;
import io.nagare.emit.Output;
import io.nagare.failure.FrameTooLongException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from bytes, as the HTML standard says (9.2.6). A line ends with a carriage return, a line feed, or both.
 * An event that the end of the stream cuts off is dropped. Belongs to one subscription, and is called on its strand.
 */
final class EventParser {

    private static final String DEFAULT_TYPE = "message";

    private static final int MOST_DIGITS = 15;

    private final int maxEvent;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String type = "";
    private String id = "";
    private @Nullable Duration retry;

    /** How many bytes the event that is being read has so far. */
    private long length;

    /** Whether the last byte was a carriage return, so that a line feed belongs to it. */
    private boolean returned;

    private boolean first = true;

    EventParser(int maxEvent) {
        this.maxEvent = maxEvent;
    }

    void read(Bytes bytes, Output<? super ServerSentEvent> output) {
        int start = 0;
        for (int i = 0; i < bytes.length(); i++) {
            byte next = bytes.get(i);
            if (next != '\n' && next != '\r') {
                returned = false;
                continue;
            }
            if (next == '\n' && returned) {
                returned = false;
                start = i + 1;
                continue;
            }
            returned = next == '\r';
            keep(bytes, start, i);
            start = i + 1;
            endLine(output);
        }
        keep(bytes, start, bytes.length());
    }

    private void keep(Bytes bytes, int from, int to) {
        length += to - from;
        if (length > maxEvent) {
            throw new FrameTooLongException(maxEvent, length);
        }
        if (to > from) {
            line.writeBytes(bytes.slice(from, to).toArray());
        }
    }

    private void endLine(Output<? super ServerSentEvent> output) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (first) {
            first = false;
            if (text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
        }
        if (text.isEmpty()) {
            dispatch(output);
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            field(text, "");
        } else if (colon > 0) {
            int value = colon + 1;
            if (value < text.length() && text.charAt(value) == ' ') {
                value++;
            }
            field(text.substring(0, colon), text.substring(value));
        } else {
            // A comment. It is not part of an event, so any number of them may come.
            length -= Math.min(length, text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> {
                if (hasData) {
                    data.append('\n');
                }
                data.append(value);
                hasData = true;
            }
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    id = value;
                }
            }
            case "retry" -> {
                if (isNumber(value)) {
                    retry = Duration.ofMillis(Long.parseLong(value));
                }
            }
            default -> {
                // The standard ignores other fields.
            }
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private void dispatch(Output<? super ServerSentEvent> output) {
        if (hasData) {
            output.emit(new ServerSentEvent(type.isEmpty() ? DEFAULT_TYPE : type, data.toString(), id, retry));
            retry = null;
        }
        data.setLength(0);
        hasData = false;
        type = "";
        length = 0;
    }
}
