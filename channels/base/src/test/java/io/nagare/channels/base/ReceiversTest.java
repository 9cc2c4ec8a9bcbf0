package io.nagare.channels.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiversTest {

    private final List<String> log = new ArrayList<>();
    private boolean closing;

    /** Sends all that waits at once, and writes it down. */
    private final class Sent extends Outbox<Sending> {

        private final Deque<Sending> sent = new ArrayDeque<>();

        @Override
        protected Sending sending(byte[] body, Receipt receipt) {
            return new Sending(body, receipt);
        }

        @Override
        protected Collection<Sending> sent() {
            return sent;
        }

        @Override
        protected void sendSome() {
            while (!isHeld() && !waiting.isEmpty()) {
                Sending next = waiting.remove();
                sent.add(next);
                log.add("sent " + next.body()[0]);
            }
        }

        @Override
        protected void giveUp() {
            log.add("gave up");
        }

        void confirm() {
            Sending oldest;
            lock.lock();
            try {
                oldest = sent.remove();
            } finally {
                lock.unlock();
            }
            oldest.receipt().confirmed();
            emptied();
        }
    }

    private final Sent outbox = new Sent();
    private final Receivers<Receiver> receivers = new Receivers<>(outbox, () -> closing);

    private Sending send(int value) {
        return outbox.send(new byte[] {(byte) value}, new Receipt() {
            @Override
            public void confirmed() {
                log.add("confirmed " + value);
            }

            @Override
            public void failed(Throwable failure) {
                log.add("failed " + value + ": " + failure.getMessage());
            }
        });
    }

    private Receiver receiver(long position) {
        return new Receiver() {
            @Override
            public boolean isUnlocated() {
                return position < 0;
            }

            @Override
            public void down() {
                log.add("down");
            }

            @Override
            public void ended(long last) {
                log.add("ended " + last);
            }

            @Override
            public void failed(Throwable failure) {
                log.add("receiver: " + failure.getMessage());
            }

            @Override
            public long position() {
                return position;
            }
        };
    }

    @Test
    void nothingIsSentBeforeAReceiverKnowsItsPlace() {
        Receiver receiver = receiver(-1);
        assertTrue(receivers.enter(receiver));
        assertTrue(receivers.isHeld(receiver));
        send(1);
        assertEquals(List.of(), log);
        receivers.release(receiver);
        assertFalse(receivers.isHeld(receiver));
        assertEquals(List.of("sent 1"), log);
    }

    @Test
    void aReceiverThatLeavesHoldsNothing() {
        Receiver receiver = receiver(-1);
        receivers.enter(receiver);
        send(1);
        receivers.leave(receiver);
        receivers.leave(receiver);
        assertEquals(List.of("sent 1"), log);
        assertEquals(0, receivers.count().value());
    }

    @Test
    void aChannelThatClosesIsNotHeld() {
        closing = true;
        receivers.enter(receiver(-1));
        send(1);
        assertEquals(List.of("sent 1"), log);
    }

    @Test
    void theSlowestLagsBehind() {
        assertEquals(0, receivers.lag(9));
        receivers.enter(receiver(-1));
        assertEquals(0, receivers.lag(9));
        receivers.enter(receiver(7));
        receivers.enter(receiver(4));
        assertEquals(5, receivers.lag(9));
        assertEquals(3, receivers.count().value());
    }

    @Test
    void receiversFailOnceAlsoThoseThatComeLater() {
        receivers.enter(receiver(1));
        receivers.fail(new IllegalStateException("over"));
        assertFalse(receivers.enter(receiver(1)));
        assertEquals(List.of("receiver: over", "receiver: over"), log);
    }

    @Test
    void anOutboxTellsWhenNothingIsLeft() {
        outbox.whenEmpty(() -> log.add("empty"));
        send(1);
        outbox.whenEmpty(() -> log.add("empty again"));
        outbox.hold();
        Sending waiting = send(2);
        outbox.confirm();
        outbox.remove(waiting);
        assertEquals(List.of("empty", "sent 1", "confirmed 1", "empty again"), log);
    }

    @Test
    void anOutboxRefusesWhatIsNewOrEverything() {
        send(1);
        outbox.refuseNew(new IllegalStateException("closed"));
        send(2);
        outbox.refuse(new IllegalStateException("gone"));
        assertEquals(List.of("sent 1", "failed 2: closed", "gave up", "failed 1: gone"), log);
    }
}
