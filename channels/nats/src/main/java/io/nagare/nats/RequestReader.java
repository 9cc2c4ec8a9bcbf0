package io.nagare.nats;

import io.nagare.Bytes;
import io.nagare.driver.Demand;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that gets requests, on its strand. It makes subscriptions at the server that end by themselves
 * behind as many requests as are wanted.
 *
 * <p>Always holds: each request that has arrived is emitted, or its asker is told, or has given up.
 */
final class RequestReader<T, R> extends Leaf implements StrandSubscription, LinkUser {

    /** The queue group: each request goes to one of it. */
    private static final String GROUP = "nagare";

    /** How long an asker waits, as its header says it. */
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    private static final int MOST_WANTED = 256;

    /** A request, and when it has arrived. */
    private record Arrived(Message message, long nanos) {}

    private final NatsRequests<T, R> of;
    private final StrandSubscriber<? super NatsRequest<T, R>> subscriber;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Queue<Arrived> incoming = new ConcurrentLinkedQueue<>();
    private final Deque<Arrived> waiting = new ArrayDeque<>();

    private @Nullable Link link;

    /** What takes requests from the link; null before something was wanted. */
    private @Nullable Dispatcher taking;

    /** Ends that this is told if the server does not let it subscribe. */
    private Runnable untold = () -> {};

    /** How many requests may come. */
    private int asked;

    private long demand;
    private boolean demanded;
    private boolean running;

    /** Written by the strand alone. */
    private volatile boolean done;

    RequestReader(NatsRequests<T, R> of, StrandSubscriber<? super NatsRequest<T, R>> subscriber, Strand strand) {
        super(strand);
        this.of = of;
        this.subscriber = subscriber;
    }

    void start() {
        of.linking.add(this);
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        demanded = true;
        run();
    }

    @Override
    public void cancel() {
        if (!done) {
            end();
        }
    }

    // From any thread.

    private void event(Runnable event) {
        events.add(event);
        wake();
    }

    @Override
    public void up(Link now) {
        event(() -> {
            if (link != now && !now.isLost()) {
                lose();
                link = now;
            }
        });
    }

    @Override
    public void down(Link gone) {
        event(() -> {
            if (link == gone) {
                lose();
            }
        });
    }

    @Override
    public void closed() {
        event(() -> fail(Linking.closedFor(of.subject)));
    }

    private void take(Message message) {
        incoming.add(new Arrived(message, strand().driver().time().nanoTime()));
        if (done) {
            // Whoever comes first tells the asker.
            turnAway();
        } else {
            wake();
        }
    }

    private void turnAway() {
        Arrived each;
        while ((each = incoming.poll()) != null) {
            tell(each, "the receiver has gone before it took the request");
        }
    }

    private void tell(Arrived request, String why) {
        String replyTo = request.message().getReplyTo();
        if (replyTo != null) {
            NatsRequest.fail(of.linking, replyTo, why);
        }
    }

    // On the strand.

    @Override
    protected void run() {
        if (done || running) {
            return;
        }
        running = true;
        Runnable event;
        while (!done && (event = events.poll()) != null) {
            event.run();
        }
        boolean budgetLeft = !done && emit();
        running = false;
        if (!done && budgetLeft) {
            want();
        }
    }

    private boolean emit() {
        Arrived arrived;
        while ((arrived = incoming.poll()) != null) {
            asked = Math.max(0, asked - 1);
            waiting.add(arrived);
        }
        Arrived next;
        while (!done && demand > 0 && (next = waiting.poll()) != null) {
            emit(next);
            if (!done && !strand().spend(1)) {
                wake();
                return false;
            }
        }
        return true;
    }

    private void emit(Arrived request) {
        String replyTo = request.message().getReplyTo();
        if (replyTo == null || hasGivenUp(request)) {
            return;
        }
        T value;
        try {
            Bytes bytes = Bytes.wrap(request.message().getData());
            value = of.undecodable.decode(of.requests, bytes, () -> "a request of \"" + of.subject + "\"");
        } catch (Throwable failure) {
            tell(request, "the receiver cannot decode the request");
            if (done || subscriber.isDone()) {
                strand().driver().unseen(failure, "a function of a stream that was cancelled");
                cancel();
            } else {
                end();
                subscriber.onError(failure);
            }
            return;
        }
        if (value == null) {
            tell(request, "the receiver cannot decode the request");
        } else if (done) {
            tell(request, "the receiver has gone before it took the request");
        } else if (subscriber.onNext(new NatsRequest<>(of.linking, of.subject, replyTo, of.answers, value))) {
            demand = Demand.subtract(demand, 1);
        }
    }

    /** Each side measures the time by its own clock, so their clocks need not agree. */
    private boolean hasGivenUp(Arrived request) {
        String waits = request.message().getHeaders() == null
                ? null
                : request.message().getHeaders().getFirst(Asking.WAITS);
        // Other clients may ask without this header, or with one of their own.
        if (waits == null || !MILLIS.matcher(waits).matches()) {
            return false;
        }
        long waited = strand().driver().time().nanoTime() - request.nanos();
        return Duration.ofNanos(waited).compareTo(Duration.ofMillis(Long.parseLong(waits))) > 0;
    }

    private void want() {
        int wanted = (int) Math.min(demand, MOST_WANTED) + NatsRequests.AHEAD;
        int missing = wanted - waiting.size() - asked;
        if (link == null || !demanded || missing <= 0 || missing * 2 < wanted) {
            return;
        }
        if (taking == null) {
            taking = link.open();
            untold.run();
            untold = link.ifDenied(false, of.subject, what -> event(() -> fail(what.failure())));
        }
        if (taking != null) {
            link.subscribe(taking, of.subject, GROUP, missing, this::take);
            asked += missing;
        }
    }

    private void fail(Throwable failure) {
        if (!done) {
            end();
            subscriber.onError(failure);
        }
    }

    /** The subscriptions have ended with their link. */
    private void lose() {
        untold.run();
        untold = () -> {};
        link = null;
        taking = null;
        asked = 0;
    }

    private void end() {
        Link on = link;
        Dispatcher ended = taking;
        done = true;
        of.linking.remove(this);
        if (on != null && ended != null) {
            // Askers whose requests are on their way are told, too.
            strand().driver().mandatoryBlocking(() -> on.drain(ended));
        }
        lose();
        events.clear();
        waiting.forEach(each -> tell(each, "the receiver has gone before it took the request"));
        waiting.clear();
        turnAway();
    }
}
