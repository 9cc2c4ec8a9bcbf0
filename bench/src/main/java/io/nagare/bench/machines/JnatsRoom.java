package io.nagare.bench.machines;

import io.nats.client.Connection;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStream;
import io.nats.client.MessageConsumer;
import io.nats.client.NUID;
import io.nats.client.Nats;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.PublishOptions;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A stream that discards the oldest, by jnats' own means: {@code publishAsync} with a bound, and an ordered consumer.
 * The server stores each message once if it has an identifier, as jnats' documentation says.
 */
final class JnatsRoom implements Room {

    private static final String STREAM = "jnats";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Connection connection;
    private final JetStream stream;
    private final byte[] value;
    private final boolean once;
    private final String sender = NUID.nextGlobal();
    private final Semaphore received = new Semaphore(0);
    private long identified;
    private @Nullable MessageConsumer listener;

    JnatsRoom(String url, byte[] value, boolean once) throws Exception {
        this.value = value;
        this.once = once;
        connection = Nats.connect(url);
        stream = connection.jetStream();
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(STREAM)
                        .subjects(STREAM)
                        .storageType(StorageType.File)
                        .maxMessages(CAPACITY)
                        .discardPolicy(DiscardPolicy.Old)
                        .build());
    }

    @Override
    public void send(int values) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < values; i++) {
            window.acquire();
            stream.publishAsync(STREAM, value, options()).whenComplete((confirmed, failure) -> window.release());
        }
        window.acquire(WINDOW);
    }

    private @Nullable PublishOptions options() {
        return once
                ? PublishOptions.builder().messageId(sender + "-" + identified++).build()
                : null;
    }

    @Override
    public void receive(int values) throws Exception {
        long last = connection.jetStreamManagement().getStreamInfo(STREAM).getStreamState().getLastSequence();
        OrderedConsumerContext consumer = consumer(new OrderedConsumerConfiguration()
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(last - values + 1));
        IterableConsumer messages = consumer.iterate();
        for (int i = 0; i < values; i++) {
            if (messages.nextMessage(LIMIT) == null) {
                throw new IllegalStateException("no message for " + LIMIT);
            }
        }
        messages.close();
    }

    private OrderedConsumerContext consumer(OrderedConsumerConfiguration configuration) throws Exception {
        return connection.getStreamContext(STREAM).createOrderedConsumer(configuration);
    }

    @Override
    public void confirm() throws Exception {
        stream.publish(STREAM, value, options());
    }

    @Override
    public void deliver() throws Exception {
        if (listener == null) {
            listener = consumer(new OrderedConsumerConfiguration().deliverPolicy(DeliverPolicy.New))
                    .consume(message -> received.release());
        }
        stream.publish(STREAM, value, options());
        received.acquire();
    }

    @Override
    public void close() throws InterruptedIOException {
        try {
            connection.close();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the connection was closed");
        }
    }
}
