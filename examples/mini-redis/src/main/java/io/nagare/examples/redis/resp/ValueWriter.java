package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import io.nagare.codec.BytesBuilder;
import java.util.List;

/** Writes values and requests. Stateless. The values that we write are never nested deep, so it may recurse. */
final class ValueWriter {

    private static final Bytes OK = Bytes.utf8("+OK\r\n");
    private static final Bytes NO_STRING = Bytes.utf8("$-1\r\n");
    private static final Bytes NO_ARRAY = Bytes.utf8("*-1\r\n");
    private static final Bytes NOTHING = Bytes.utf8("_\r\n");

    private ValueWriter() {}

    static void write(Request request, BytesBuilder bytes) {
        head('*', request.size(), bytes);
        for (Bytes word : request.wordsFrom(0)) {
            string(word, bytes);
        }
    }

    static void write(Value value, BytesBuilder bytes) {
        if (value instanceof Value.Bulk bulk) {
            string(bulk.string(), bytes);
        } else if (value instanceof Value.Whole whole) {
            head(':', whole.number(), bytes);
        } else if (value == Value.OK) {
            bytes.put(OK);
        } else if (value instanceof Value.Simple simple) {
            line('+', simple.text(), bytes);
        } else if (value instanceof Value.Failure failure) {
            failure(failure.message(), bytes);
        } else if (value instanceof Value.Absent absent) {
            bytes.put(nothing(absent));
        } else if (value instanceof Value.Array array) {
            aggregate('*', array.values(), array.values().size(), bytes);
        } else if (value instanceof Value.Group group) {
            aggregate('~', group.values(), group.values().size(), bytes);
        } else if (value instanceof Value.Pairs pairs) {
            aggregate('%', pairs.keysAndValues(), pairs.keysAndValues().size() / 2, bytes);
        } else if (value instanceof Value.Push push) {
            aggregate('>', push.values(), push.values().size(), bytes);
        } else if (value instanceof Value.Verbatim verbatim) {
            string('=', Bytes.utf8("txt:").concat(verbatim.string()), bytes);
        } else if (value instanceof Value.Truth truth) {
            line('#', truth.value() ? "t" : "f", bytes);
        } else if (value instanceof Value.Decimal decimal) {
            line(',', decimal.digits(), bytes);
        }
    }

    private static Bytes nothing(Value.Absent absent) {
        return switch (absent) {
            case STRING -> NO_STRING;
            case ARRAY -> NO_ARRAY;
            case ANY -> NOTHING;
        };
    }

    private static void aggregate(char type, List<Value> values, int count, BytesBuilder bytes) {
        head(type, count, bytes);
        for (Value value : values) {
            write(value, bytes);
        }
    }

    private static void string(Bytes string, BytesBuilder bytes) {
        string('$', string, bytes);
    }

    private static void string(char type, Bytes string, BytesBuilder bytes) {
        head(type, string.length(), bytes);
        bytes.put(string);
        end(bytes);
    }

    private static void head(char type, long number, BytesBuilder bytes) {
        bytes.putByte(type);
        Digits.put(number, bytes);
        end(bytes);
    }

    /** A failure is one line: its last line ends are left out, and those within become blanks. */
    private static void failure(Bytes message, BytesBuilder bytes) {
        int length = message.length();
        while (length > 0 && isLineEnd(message.get(length - 1))) {
            length--;
        }
        bytes.putByte('-');
        for (int i = 0; i < length; i++) {
            byte value = message.get(i);
            bytes.putByte(isLineEnd(value) ? ' ' : value);
        }
        end(bytes);
    }

    private static boolean isLineEnd(byte value) {
        return value == '\r' || value == '\n';
    }

    private static void line(char type, String text, BytesBuilder bytes) {
        bytes.putByte(type).putUtf8(text);
        end(bytes);
    }

    private static void end(BytesBuilder bytes) {
        bytes.putByte('\r').putByte('\n');
    }
}
