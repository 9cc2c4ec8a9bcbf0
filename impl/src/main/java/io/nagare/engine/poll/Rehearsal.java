package io.nagare.engine.poll;

import io.nagare.driver.Driver;
import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.time.SystemTimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Goes once through what a runtime does when descriptors or memory have run out, while there are some: connects two
 * sockets, watches them, has them fail, closes them and the selector. The JDK opens two descriptors of its own when the
 * first channel is closed, and if there are none it never closes one again; and a class that could not be loaded once
 * is missed at that place for good.
 *
 * <p>Called by whoever starts a runtime; the first call does it. Never throws: where no socket may be opened, nothing
 * is rehearsed.
 */
public final class Rehearsal {

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Under the lock. */
    private static boolean done;

    private static final int BACKLOG = 1;

    private Rehearsal() {}

    /** Rehearses, unless that was done in this process before. Waits while another thread does it. */
    public static void once() {
        LOCK.lock();
        try {
            if (!done) {
                done = true;
                EngineClasses.load();
                rehearse();
            }
        } catch (Throwable refused) {
            // Whoever wants to open a socket hears why it can't.
        } finally {
            LOCK.unlock();
        }
    }

    private static void rehearse() throws IOException {
        PollDriver driver = new PollDriver("rehearsal", SystemTimeSource.INSTANCE, (failure, where) -> {});
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel peer = server.accept()) {
                client.configureBlocking(false);
                peer.configureBlocking(false);
                use(driver, client, peer);
            }
        } finally {
            driver.close();
        }
    }

    private static void use(PollDriver driver, SocketChannel client, SocketChannel peer) throws IOException {
        Leaf leaf = new Silent();
        Registration reading = driver.register(peer);
        Registration writing = driver.register(client);
        reading.awaitReadable(leaf);
        writing.awaitWritable(leaf);
        poll(driver);
        client.write(ByteBuffer.wrap(new byte[1]));
        driver.deadline(leaf).arm(SystemTimeSource.INSTANCE.nanoTime());
        poll(driver);
        if (reading.beginUse()) {
            reading.close();
            reading.endUse();
        }
        reading.awaitReadable(leaf);
        poll(driver);
        reachStates(new WheelDeadline(driver, leaf));
        blockAndWake(driver);
        writing.pauseReading();
        writing.close();
        failToRead(client);
        driver.mistrustPoller();
        poll(driver);
    }

    /**
     * Goes through the transitions of the states that only come when threads meet: the first access of each takes
     * memory.
     */
    private static void reachStates(WheelDeadline deadline) {
        DeadlineState state = deadline.state;
        state.setPlain(1);
        state.postpone(2);
        state.request(3);
        state.dequeued();
        state.reach(3);
        state.forget();
        DeadlineInbox inbox = new DeadlineInbox();
        inbox.push(deadline);
        inbox.takeAll();
        deadline.inboxBelow = null;
        WakeupState wakeup = new WakeupState();
        wakeup.park();
        wakeup.wakeup();
        wakeup.retract();
        wakeup.resume();
        Interest interest = new Interest();
        interest.await(deadline.leaf);
        interest.event(true);
        interest.event(true);
        interest.await(deadline.leaf);
        interest.eventOnce();
        interest.pause();
        interest.close();
        interest.forget();
    }

    private static void blockAndWake(PollDriver driver) {
        driver.wakeup();
        driver.acquire();
        try {
            driver.poll(1);
            driver.poll(1);
        } finally {
            driver.release();
        }
    }

    private static void failToRead(SocketChannel closed) {
        try {
            closed.read(ByteBuffer.allocate(1));
        } catch (IOException expected) {
            // Its class is loaded now.
        }
    }

    private static void poll(PollDriver driver) {
        driver.acquire();
        try {
            driver.poll(0);
        } finally {
            driver.release();
        }
    }

    /** A leaf with nothing to do, on a strand that steps it at once. */
    private static final class Silent extends Leaf {

        Silent() {
            super(new Alone());
        }

        @Override
        protected void run() {}
    }

    /** A strand without a scheduler. */
    private static final class Alone implements Strand {

        @Override
        public void enqueue(Leaf leaf) {
            leaf.step();
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public <T> void attach(Publisher<? extends T> publisher, StrandSubscriber<T> subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean spend(int units) {
            return true;
        }

        @Override
        public void discard(@Nullable Object item) {}

        @Override
        public Driver driver() {
            throw new UnsupportedOperationException();
        }
    }
}
