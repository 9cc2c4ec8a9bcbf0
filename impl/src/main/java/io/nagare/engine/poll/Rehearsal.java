package io.nagare.engine.poll;

import io.nagare.driver.Leaf;
import io.nagare.driver.Registration;
import io.nagare.engine.time.SystemTimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Goes once through the code that a runtime needs when descriptors or memory have run out, while there are still some.
 * It connects two sockets, watches them, makes them fail, and closes them and the selector. The JDK opens two
 * descriptors of its own when the first channel is closed. If it cannot, it never closes a channel again. A class that
 * could not be loaded once can never be used in that place.
 *
 * <p>The thread that starts a runtime calls it; only the first call does anything. Never throws: if no socket may be
 * opened, nothing is rehearsed.
 */
public final class Rehearsal {

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Whether the rehearsal has begun. The lock guards it. */
    private static boolean done;

    private static final int BACKLOG = 1;

    private Rehearsal() {}

    /** Rehearses, unless this process has done so before. Waits while another thread rehearses. */
    public static void once() {
        LOCK.lock();
        try {
            if (!done) {
                done = true;
                rehearse();
            }
        } catch (Throwable refused) {
            // Code that opens a socket will get the failure itself.
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
     * Goes through the transitions that otherwise happen only when threads meet, because the first access of each takes
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
            // The class of the exception is loaded now.
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

    /** A leaf that does nothing, on a strand that steps it at once. */
    private static final class Silent extends Leaf {

        Silent() {
            super(new StrandAlone());
        }

        @Override
        protected void run() {}
    }
}
