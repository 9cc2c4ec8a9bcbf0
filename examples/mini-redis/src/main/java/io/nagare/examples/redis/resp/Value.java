package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a server says: one value of RESP. The names are those of RESP 3. RESP 2 knows fewer types, and {@link
 * #forResp2()} says how a value looks there. Immutable.
 */
public sealed interface Value {

    /** The most frequent reply. */
    Value OK = new Simple("OK");

    /** Nothing, where a string was asked for. */
    Value NOTHING = Absent.STRING;

    /** Returns a whole number. */
    static Value of(long number) {
        return new Whole(number);
    }

    /** Returns 1 or 0. RESP 2 has no truth values, and most commands still answer with numbers. */
    static Value of(boolean condition) {
        return condition ? Whole.ONE : Whole.ZERO;
    }

    /** Returns a string. */
    static Value of(Bytes string) {
        return new Bulk(string);
    }

    /** Returns a string. */
    static Value of(String text) {
        return new Bulk(Bytes.utf8(text));
    }

    /** Returns an array of strings. */
    static Value strings(Iterable<Bytes> strings) {
        List<Value> values = new ArrayList<>();
        for (Bytes string : strings) {
            values.add(new Bulk(string));
        }
        return new Array(values);
    }

    /** Returns the same value with types of RESP 2 alone. */
    default Value forResp2() {
        return this;
    }

    /** Returns the same value as RESP 3 has it: with one form of nothing. */
    default Value forResp3() {
        return this;
    }

    /**
     * A short text.
     *
     * @param text without line ends
     */
    record Simple(String text) implements Value {}

    /**
     * A failure.
     *
     * @param message begins with a code in capitals, such as ERR or WRONGTYPE; it may quote any bytes of a request
     */
    record Failure(Bytes message) implements Value {

        /** Makes a failure of a text, which is sent in UTF-8. */
        public Failure(String text) {
            this(Bytes.utf8(text));
        }

        /** Returns the message as text. Bytes that are malformed become U+FFFD. */
        public String text() {
            return message.utf8();
        }
    }

    /**
     * A whole number.
     *
     * @param number any
     */
    record Whole(long number) implements Value {

        private static final Whole ZERO = new Whole(0);
        private static final Whole ONE = new Whole(1);
    }

    /**
     * A string of any bytes.
     *
     * @param string may be empty
     */
    record Bulk(Bytes string) implements Value {}

    /** Nothing. RESP 2 has it in two forms. */
    enum Absent implements Value {
        /** In place of a string. */
        STRING,
        /** In place of an array. */
        ARRAY,
        /** RESP 3's only form. */
        ANY;

        @Override
        public Value forResp3() {
            return ANY;
        }

        @Override
        public Value forResp2() {
            return this == ANY ? STRING : this;
        }
    }

    /**
     * Values in an order.
     *
     * @param values may be empty
     */
    record Array(List<Value> values) implements Value {

        @Override
        public Value forResp2() {
            return with(Value::forResp2);
        }

        @Override
        public Value forResp3() {
            return with(Value::forResp3);
        }

        /** Most arrays have strings alone, and stay as they are. */
        private Value with(UnaryOperator<Value> change) {
            List<Value> changed = each(values, change);
            return changed == values ? this : new Array(changed);
        }
    }

    /** Returns the same list if nothing is changed. */
    private static List<Value> each(List<Value> values, UnaryOperator<Value> change) {
        for (Value value : values) {
            if (change.apply(value) != value) {
                return values.stream().map(change).toList();
            }
        }
        return values;
    }

    /**
     * Values without an order.
     *
     * @param values may be empty
     */
    record Group(List<Value> values) implements Value {

        @Override
        public Value forResp2() {
            return new Array(values).forResp2();
        }

        @Override
        public Value forResp3() {
            return new Group(each(values, Value::forResp3));
        }
    }

    /**
     * Keys with their values. RESP 2 has an array in which keys and values take turns.
     *
     * @param keysAndValues a key, its value, a key, its value
     */
    record Pairs(List<Value> keysAndValues) implements Value {

        @Override
        public Value forResp2() {
            return new Array(keysAndValues).forResp2();
        }

        @Override
        public Value forResp3() {
            return new Pairs(each(keysAndValues, Value::forResp3));
        }
    }

    /**
     * What the server sends without being asked, such as a published message.
     *
     * @param values the first says what it is
     */
    record Push(List<Value> values) implements Value {

        @Override
        public Value forResp2() {
            return new Array(values).forResp2();
        }

        @Override
        public Value forResp3() {
            return new Push(each(values, Value::forResp3));
        }
    }

    /**
     * Text for people.
     *
     * @param string the text
     */
    record Verbatim(Bytes string) implements Value {

        @Override
        public Value forResp2() {
            return new Bulk(string);
        }
    }

    /**
     * True or false.
     *
     * @param value either
     */
    record Truth(boolean value) implements Value {

        @Override
        public Value forResp2() {
            return Value.of(value);
        }
    }

    /**
     * A number that is not whole, or is too large for {@link Whole}.
     *
     * @param digits as the peer has written it
     */
    record Decimal(String digits) implements Value {

        @Override
        public Value forResp2() {
            return Value.of(digits);
        }
    }
}
