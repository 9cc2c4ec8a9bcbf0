package io.nagare.examples.redis.command;

import io.nagare.Bytes;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Value;
import java.util.List;
import org.reactivestreams.Publisher;

/** What a command knows of its client and of the server. Its methods are called on the client's strand. */
public interface Caller {

    /** Returns the client's number. */
    long id();

    /** Returns the name that the client has given itself; empty if it has not. */
    String name();

    /** Gives the client a name. */
    void setName(String name);

    /** Returns the version of RESP that the client speaks, 2 or 3. */
    int protocol();

    /** Speaks another version from the next answer on. */
    void setProtocol(int version);

    /** Whether the client has subscriptions, and may send few commands because it speaks RESP 2. */
    boolean onlyListens();

    /** Publishes a message. Returns how many subscriptions it has reached. */
    int publish(Bytes channel, Bytes message);

    /** Returns a line for each client. */
    String describeClients();

    /** Returns what INFO says of the server. */
    String describeServer();

    /** Whether changes are written to a file. */
    boolean isAppendOnly();

    /** Waits until all changes so far are on the device. */
    Publisher<Value> save();

    /** Begins to collect requests for a transaction. */
    Value multi();

    /** Forgets the transaction. */
    Value discard();

    /** Runs the transaction, unless a watched key has changed. */
    Publisher<Value> exec();

    /** Lets the next transaction fail if one of the keys changes before. */
    Value watch(List<Bytes> keys);

    /** Watches no key any more. */
    Value unwatch();

    /** Subscribes to channels or patterns. Emits a confirmation for each. */
    Publisher<Value> subscribe(boolean patterns, List<Bytes> names);

    /** Ends subscriptions, all of them if no name is given. Emits a confirmation for each. */
    Publisher<Value> unsubscribe(boolean patterns, List<Bytes> names);

    /** Makes the connection as if it were new. */
    Publisher<Value> reset(Request request);

    /** Answers and ends the connection. */
    Value quit();
}
