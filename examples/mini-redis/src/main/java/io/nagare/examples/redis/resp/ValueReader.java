package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import io.nagare.codec.Cursor;
import io.nagare.codec.Decoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a server. Aggregates that are open are kept on a stack of our own, so their depth costs no stack
 * of the thread; the limits bound it. Belongs to one connection, and is called on its strand.
 */
final class ValueReader implements Decoder<Value> {

    private static final Bytes LINE_END = Bytes.utf8("\r\n");

    private final RespLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();

    /** The type and the length of the string that comes next, once they are known. */
    private byte stringType;

    private int length = -1;

    ValueReader(RespLimits limits) {
        this.limits = limits;
    }

    /** An array or the like whose elements are still coming. */
    private static final class Open {

        private final byte type;
        private final long count;
        private final List<Value> values = new ArrayList<>();

        Open(byte type, long count) {
            this.type = type;
            this.count = count;
        }

        Value close() {
            return switch (type) {
                case '~' -> new Value.Group(values);
                case '%' -> new Value.Pairs(values);
                case '>' -> new Value.Push(values);
                default -> new Value.Array(values);
            };
        }
    }

    @Override
    public @Nullable Value decode(Cursor bytes) {
        while (bytes.has(1)) {
            int before = bytes.remaining();
            Value part = length >= 0 ? string(bytes) : line(bytes);
            Value whole = part == null ? null : add(part);
            if (whole != null) {
                return whole;
            }
            if (bytes.remaining() == before) {
                return null;
            }
        }
        return null;
    }

    /** Adds a part to what is open. Returns the value if nothing is open behind it. */
    private @Nullable Value add(Value part) {
        Value whole = part;
        while (!open.isEmpty()) {
            Open innermost = open.getLast();
            innermost.values.add(whole);
            if (innermost.values.size() < innermost.count) {
                return null;
            }
            open.removeLast();
            if (innermost.type == '|') {
                // Attributes say something about the value behind them. Nobody asks for them here.
                return null;
            }
            whole = innermost.close();
        }
        return whole;
    }

    /** Reads a line. Returns its value, or null if the value is still to come. */
    private @Nullable Value line(Cursor bytes) {
        byte type = bytes.get(0);
        int end = bytes.indexOf(LINE_END);
        if ((end < 0 ? bytes.remaining() : end) > RespLimits.LONGEST_LINE) {
            throw new ProtocolException("too big line");
        }
        if (end < 0) {
            return null;
        }
        Bytes content = bytes.take(end).slice(1);
        bytes.skip(2);
        return switch (type) {
            case '+' -> new Value.Simple(content.utf8());
            case '-' -> new Value.Failure(content);
            case ':' -> Value.of(number(content));
            case '_' -> Value.Absent.ANY;
            case '#' -> new Value.Truth(content.equals(Bytes.utf8("t")));
            case ',', '(' -> new Value.Decimal(content.utf8());
            case '$', '=', '!' -> beginString(type, number(content));
            case '*', '~', '>', '%', '|' -> beginAggregate(type, number(content));
            default -> throw new ProtocolException("unknown type '" + (char) (type & 0xFF) + "'");
        };
    }

    private static long number(Bytes content) {
        try {
            return Digits.parse(content);
        } catch (NumberFormatException malformed) {
            throw new ProtocolException("invalid number");
        }
    }

    private @Nullable Value beginString(byte type, long announced) {
        if (announced == -1) {
            return Value.Absent.STRING;
        }
        if (announced < 0 || announced > limits.longestString()) {
            throw new ProtocolException("invalid bulk length");
        }
        stringType = type;
        length = (int) announced;
        return null;
    }

    private @Nullable Value beginAggregate(byte type, long announced) {
        if (announced == -1) {
            return Value.Absent.ARRAY;
        }
        if (announced < 0 || announced > limits.mostElements()) {
            throw new ProtocolException("invalid multibulk length");
        }
        if (open.size() == limits.deepest()) {
            throw new ProtocolException("nested deeper than " + limits.deepest());
        }
        Open begun = new Open(type, type == '%' || type == '|' ? 2 * announced : announced);
        if (announced == 0) {
            return type == '|' ? null : begun.close();
        }
        open.addLast(begun);
        return null;
    }

    private @Nullable Value string(Cursor bytes) {
        if (!bytes.has(length + 2)) {
            return null;
        }
        Bytes content = bytes.take(length);
        bytes.skip(2);
        length = -1;
        return switch (stringType) {
            case '!' -> new Value.Failure(content);
            // Three letters and a colon say what kind of text it is.
            case '=' -> new Value.Verbatim(content.slice(Math.min(4, content.length())));
            default -> new Value.Bulk(content);
        };
    }
}
