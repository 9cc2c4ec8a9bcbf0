package io.nagare.nats;

import io.nagare.nats.failure.NatsRefusedException;
import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads answers of the server. Stateless; any thread may call. */
final class Replies {

    static final int NO_RESPONDERS = 503;

    /** The status when a consumer is gone, or the server has other reasons to end a request. */
    static final int CONFLICT = 409;

    /** The code of an answer that {@link Denials} makes; its number is 0. */
    static final int DENIED = 403;

    /** Numbers of the server's errors. */
    static final int STREAM_NOT_FOUND = 10059;

    static final int MESSAGE_NOT_FOUND = 10037;
    static final int CONSUMER_NOT_FOUND = 10014;
    static final int STREAM_NAME_IN_USE = 10058;
    static final int WRONG_LAST_SEQUENCE = 10071;
    static final int TEMPORARILY_UNAVAILABLE = 10008;
    static final int TOO_MANY_MESSAGES = 10077;
    static final int MESSAGE_TOO_LARGE = 10054;

    private static final JsonValue NOTHING = JsonValue.EMPTY_MAP;

    private Replies() {}

    /** An answer that is an error. */
    record Refusal(int code, int number, String says) {}

    /** Whether nobody listens to the subject that was called. */
    static boolean isUnanswered(Message answer) {
        return answer.isStatusMessage() && answer.getStatus().getCode() == NO_RESPONDERS;
    }

    /** Returns the error in an answer, or null if there is none. */
    static @Nullable Refusal error(Message answer) {
        if (answer.isStatusMessage()) {
            return new Refusal(answer.getStatus().getCode(), 0, answer.getStatus().getMessage());
        }
        return error(json(answer));
    }

    private static @Nullable Refusal error(JsonValue answer) {
        JsonValue error = JsonValueUtils.readObject(answer, "error");
        if (error.map == null || error.map.isEmpty()) {
            return null;
        }
        return new Refusal(
                JsonValueUtils.readInteger(error, "code", 0),
                JsonValueUtils.readInteger(error, "err_code", 0),
                String.valueOf(JsonValueUtils.readString(error, "description", "no reason")));
    }

    /** Whether the server has not let this user ask. */
    static boolean isDenied(Message answer) {
        Refusal error = error(answer);
        return error != null && error.code() == DENIED && error.number() == 0;
    }

    /** Returns the failure of what this user may not send. */
    static NatsRefusedException denied(String what, Message answer) {
        Refusal error = error(answer);
        return new NatsRefusedException(what, DENIED, 0, error == null ? "no reason" : error.says());
    }

    /** Returns the error in an answer as text, or null if there is none. */
    static @Nullable String refusal(Message answer) {
        Refusal error = error(answer);
        return error == null ? null : error.says() + ", " + error.code() + "/" + error.number();
    }

    static JsonValue json(Message answer) {
        try {
            return JsonParser.parse(answer.getData());
        } catch (JsonParseException broken) {
            return NOTHING;
        }
    }

    /** Returns the number of a message that the server was asked for. */
    static long stored(Message answer) {
        return JsonValueUtils.readLong(JsonValueUtils.readObject(json(answer), "message"), "seq", 0);
    }

    /**
     * What the server says to a message for a stream.
     *
     * @param sequence the message's number in the stream
     * @param refusal why the stream has not taken the message; null if it has
     */
    record Confirmation(long sequence, @Nullable Refusal refusal) {}

    /** Reads what the server says to a message for a stream, and reads it once, as senders have many of them. */
    static Confirmation confirmation(Message answer) {
        if (answer.isStatusMessage()) {
            return new Confirmation(0, error(answer));
        }
        JsonValue json = json(answer);
        return new Confirmation(JsonValueUtils.readLong(json, "seq", 0), error(json));
    }

    /** Returns the number of the last message that a new consumer will not send. */
    static long delivered(Message consumer) {
        return JsonValueUtils.readLong(JsonValueUtils.readObject(json(consumer), "delivered"), "stream_seq", 0);
    }

    /**
     * What the server knows of a consumer that keeps its place.
     *
     * @param emitted the number of the last message that was acknowledged, as were all before it; or of the last one
     *     before the consumer's first
     * @param delivered the number of the last message that was sent, or of the last one before the consumer's first
     * @param deliveries how many messages were sent
     * @param isUsed whether messages were sent that have no answer
     * @param answering how long the server waits for an answer
     */
    record Standing(long emitted, long delivered, long deliveries, boolean isUsed, Duration answering) {}

    static Standing standing(Message consumer) {
        JsonValue answer = json(consumer);
        JsonValue configuration = JsonValueUtils.readObject(answer, "config");
        // The server says 0 before the first acknowledgement.
        long acknowledged = JsonValueUtils.readLong(JsonValueUtils.readObject(answer, "ack_floor"), "stream_seq", 0);
        long first = JsonValueUtils.readLong(configuration, "opt_start_seq", 1);
        return new Standing(
                Math.max(acknowledged, first - 1),
                delivered(consumer),
                JsonValueUtils.readLong(JsonValueUtils.readObject(answer, "delivered"), "consumer_seq", 0),
                JsonValueUtils.readLong(answer, "num_ack_pending", 0) > 0,
                JsonValueUtils.readNanos(configuration, "ack_wait", Duration.ZERO));
    }

    /** Returns how many messages of a pull that is over have not come. */
    static int pending(Message status, int otherwise) {
        String number = status.getHeaders() == null ? null : status.getHeaders().getFirst("Nats-Pending-Messages");
        return number == null ? otherwise : Integer.parseInt(number);
    }

    /** Whether a consumer has nothing left to send and waits for no acknowledgement. */
    static boolean isDone(Message consumer) {
        JsonValue answer = json(consumer);
        return error(consumer) == null
                && JsonValueUtils.readLong(answer, "num_pending", -1) == 0
                && JsonValueUtils.readLong(answer, "num_ack_pending", -1) == 0;
    }
}
