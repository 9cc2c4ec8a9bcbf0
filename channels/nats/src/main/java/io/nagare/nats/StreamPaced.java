package io.nagare.nats;

import static java.util.Objects.requireNonNull;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channels.base.ChannelFacade;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.nats.PacedReader.Pacing;
import io.nagare.stage.Programs;
import java.util.UUID;
import java.util.regex.Pattern;

/** A paced broadcast on a stream. Any thread may call. */
final class StreamPaced<T> extends ChannelFacade<T> implements NatsPacedBroadcast<T> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /** How much of a wrong name a message has. */
    private static final int SHOWN = 60;

    private final Pacing<T> pacing;
    private final StreamHandle handle;

    StreamPaced(Pacing<T> pacing) {
        super(pacing.handle(), "a broadcast", pacing.codec(), pacing.settings().sending());
        this.pacing = pacing;
        this.handle = pacing.handle();
    }

    @Override
    public int capacity() {
        return pacing.settings().capacity();
    }

    @Override
    public Many<T> receiver() {
        return Programs.driven((StrandSubscriber<? super T> subscriber, Strand strand) -> {
            Seat seat = new Seat(handle, UUID.randomUUID().toString());
            new SeatedReader<>(pacing, seat, subscriber, strand).start();
        });
    }

    @Override
    public Many<T> receiver(String name) {
        checkName(name);
        return Programs.driven((StrandSubscriber<? super T> subscriber, Strand strand) ->
                new NamedReader<>(pacing, name, subscriber, strand).start());
    }

    @Override
    public One<Void> forget(String name) {
        checkName(name);
        String subject = NamedReader.api("DELETE", handle, name);
        return StreamQuestions.done(handle, "to forget the name " + name, subject, Replies.CONSUMER_NOT_FOUND);
    }

    private static void checkName(String name) {
        requireNonNull(name, "name");
        if (!NAME.matcher(name).matches()) {
            String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "..." : name;
            throw new IllegalArgumentException(
                    "a subscriber's name must be 1 to 100 letters, digits, - and _, but was \"" + shown
                            + "\", of " + name.length());
        }
    }

    @Override
    public One<Long> size() {
        return StreamQuestions.extent(handle).map(Extent::values);
    }

    @Override
    public String toString() {
        return "NatsPacedBroadcast[" + name() + ", " + subscribers() + " subscribers here, lag " + lag()
                + (isClosed() ? ", closed]" : "]");
    }
}
