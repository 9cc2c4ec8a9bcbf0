package io.nagare.examples.redis.resp;

import io.nagare.codec.Codec;
import io.nagare.codec.Decoder;
import io.nagare.codec.Encoder;

/** The codecs of both ends of a connection. */
public final class Resp {

    private Resp() {}

    /** Returns what a server needs: it reads requests and writes values. */
    public static Codec<Request, Value> server(RespLimits limits) {
        return new ServerCodec(limits);
    }

    /** Returns what a client needs: it writes requests and reads values. */
    public static Codec<Value, Request> client(RespLimits limits) {
        return new ClientCodec(limits);
    }

    private record ServerCodec(RespLimits limits) implements Codec<Request, Value> {

        @Override
        public Decoder<Request> decoder() {
            return new RequestReader(limits);
        }

        @Override
        public Encoder<Value> encoder() {
            return ValueWriter::write;
        }

        @Override
        public int maxFrame() {
            return limits.longestFrame();
        }
    }

    private record ClientCodec(RespLimits limits) implements Codec<Value, Request> {

        @Override
        public Decoder<Value> decoder() {
            return new ValueReader(limits);
        }

        @Override
        public Encoder<Request> encoder() {
            return ValueWriter::write;
        }

        @Override
        public int maxFrame() {
            return limits.longestFrame();
        }
    }
}
