package io.nagare.uring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A selector over one ring. A select settles the sockets that have changed, submits all their requests in one call,
 * takes what has completed, and reports which sockets are ready. It reports a socket again as long as it is ready.
 *
 * <p>One thread at a time selects. Any thread may change interests, wake, and close this.
 *
 * <p>It owns the ring and the event descriptor, and gives them back when it is closed.
 */
final class RingSelector extends AbstractSelector {

    /*
     * Implementation. A thread that changes a socket puts it into `changes` and then looks whether a select blocks. A
     * select declares itself blocked and then looks at `changes`. Both are volatile or in the monitor of `changes`, so
     * at least one side sees the other. The same holds for a wake-up.
     */

    static final int INCOMING = 1;
    static final int WRITABLE = 2;
    private static final int WAKE = 3;
    private static final int IGNORED = 4;
    private static final int KIND_BITS = 3;

    private static final int POLL_ADD = 6;
    private static final int ACCEPT = 13;
    private static final int ASYNC_CANCEL = 14;
    private static final int RECEIVE = 27;

    private static final int SELECTS_BUFFER = 1 << 5;
    private static final int POLL_AGAIN = 1;
    private static final int ACCEPT_AGAIN = 1;
    private static final int RECEIVE_AGAIN = 1 << 1;
    private static final int POLL_IN = 1;
    private static final int POLL_OUT = 4;
    private static final int NON_BLOCKING_AND_CLOSE_ON_EXEC = 0x80800;
    private static final int MORE = 1 << 1;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int TRIES_TO_CLOSE = 100;
    private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

    private final RingCalls calls;
    private final Ring ring;
    private final int event;
    private final ReentrantLock selecting = new ReentrantLock();
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> keysView = Collections.unmodifiableSet(keys);
    private final Set<SelectionKey> selected = new HashSet<>();

    /** The sockets to be settled. Its monitor guards it and {@link RingSocket#isChanged}. */
    private final ArrayList<RingSocket> changes = new ArrayList<>();

    /** Whether a select blocks or is about to, and whether it must not. */
    private volatile boolean blocked;

    private volatile boolean wakePending;

    // The thread that selects owns what follows.

    private ArrayList<RingSocket> settling = new ArrayList<>();
    private final ArrayList<RingSocket> listed = new ArrayList<>();
    private final ArrayList<@Nullable RingSocket> places = new ArrayList<>();
    private final ArrayList<Integer> freePlaces = new ArrayList<>();
    private final ArrayList<RingKey> leavingKeys = new ArrayList<>();
    private boolean lacksBuffers;

    private RingSelector(SelectorProvider provider, RingCalls calls, Ring ring, int event) {
        super(provider);
        this.calls = calls;
        this.ring = ring;
        this.event = event;
    }

    /**
     * Opens a selector.
     *
     * @throws RingUnavailableException if the system refuses a ring
     */
    static RingSelector open(SelectorProvider provider, RingCalls calls) throws IOException {
        Ring ring = Ring.open(calls);
        int event = calls.eventDescriptor();
        if (event < 0) {
            ring.close(true);
            throw RingUnavailableException.of("eventfd", event);
        }
        RingSelector opened = new RingSelector(provider, calls, ring, event);
        opened.watchEvent();
        return opened;
    }

    // Requests, by the thread that selects

    /** The tag of a socket's request. */
    long tag(int place, int kind) {
        return (long) place << KIND_BITS | kind;
    }

    ReceiveBuffers buffers() {
        return ring.buffers();
    }

    void receive(int descriptor, long tag) throws IOException {
        ring.push(RECEIVE, SELECTS_BUFFER, RECEIVE_AGAIN, descriptor, 0, 0, tag);
    }

    void accept(int descriptor, long tag) throws IOException {
        ring.push(ACCEPT, 0, ACCEPT_AGAIN, descriptor, 0, NON_BLOCKING_AND_CLOSE_ON_EXEC, tag);
    }

    void awaitWritable(int descriptor, long tag) throws IOException {
        ring.push(POLL_ADD, 0, 0, descriptor, 0, POLL_OUT, tag);
    }

    void cancel(long tag) throws IOException {
        ring.push(ASYNC_CANCEL, 0, 0, -1, tag, 0, IGNORED);
    }

    /** A signal completes the request again. What the descriptor counts is never read, so no call is needed for it. */
    private void watchEvent() throws IOException {
        ring.pushPoll(event, POLL_AGAIN, POLL_IN, WAKE);
    }

    /** Notes that the system had no buffer for what came in. */
    void lacksBuffers() {
        lacksBuffers = true;
    }

    /** Gives a socket a place, by which completions name it. */
    int enter(RingSocket socket) {
        if (freePlaces.isEmpty()) {
            places.add(socket);
            return places.size() - 1;
        }
        int place = freePlaces.remove(freePlaces.size() - 1);
        places.set(place, socket);
        return place;
    }

    /** Takes back a place that no request names any more. */
    void leave(int place) {
        places.set(place, null);
        freePlaces.add(place);
    }

    /** Lists a socket that may be ready. */
    void list(RingSocket socket) {
        if (!socket.isListed && socket.readyOperations(this) != 0) {
            socket.isListed = true;
            listed.add(socket);
        }
    }

    // Any thread

    /** Notes that a socket must be settled, and ends a select that blocks. */
    void changed(RingSocket socket) {
        synchronized (changes) {
            if (socket.isChanged) {
                return;
            }
            socket.isChanged = true;
            changes.add(socket);
        }
        if (blocked && !selecting.isHeldByCurrentThread()) {
            wakeup();
        }
    }

    @Override
    public Selector wakeup() {
        if (!wakePending) {
            wakePending = true;
            if (blocked) {
                calls.signal(event);
            }
        }
        return this;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, @Nullable Object attachment) {
        if (!(channel instanceof RingChannel own)) {
            throw new IllegalSelectorException();
        }
        RingKey key = new RingKey(own, this);
        key.attach(attachment);
        keys.add(key);
        if (!isOpen()) {
            keys.remove(key);
            throw new ClosedSelectorException();
        }
        own.ringSocket().attach(key);
        key.interestOps(operations);
        return key;
    }

    @Override
    public Set<SelectionKey> keys() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
        return keysView;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
        return selected;
    }

    // Selecting

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return select(requireNonNull(action, "action"), 0L, true);
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return select(requireNonNull(action, "action"), -1L, true);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long millis) throws IOException {
        return select(requireNonNull(action, "action"), nanos(millis), true);
    }

    @Override
    public int selectNow() throws IOException {
        return select(selected::add, 0L, false);
    }

    @Override
    public int select() throws IOException {
        return select(selected::add, -1L, false);
    }

    @Override
    public int select(long millis) throws IOException {
        return select(selected::add, nanos(millis), false);
    }

    private static long nanos(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("a timeout must be at least 0 ms, but was " + millis);
        }
        return millis == 0 ? -1 : Math.min(millis, Long.MAX_VALUE / NANOS_PER_MILLI) * NANOS_PER_MILLI;
    }

    private int select(Consumer<SelectionKey> action, long waitNanos, boolean fresh) throws IOException {
        if (selecting.isHeldByCurrentThread()) {
            throw new IllegalStateException("a select of this selector is in progress on this thread");
        }
        selecting.lock();
        try {
            if (!isOpen()) {
                throw new ClosedSelectorException();
            }
            forgetCancelledKeys();
            settleChanges();
            if (waitNanos == 0 || !waitUnlessReady(waitNanos)) {
                ring.enter(0);
                wakePending = false;
            }
            takeCompletions();
            forgetCancelledKeys();
            if (!leavingKeys.isEmpty()) {
                dropLeft();
            }
            return report(action, fresh);
        } finally {
            selecting.unlock();
        }
    }

    /** Waits if there is nothing to report. Returns whether it has submitted the requests. */
    private boolean waitUnlessReady(long waitNanos) throws IOException {
        dropUnready();
        if (!listed.isEmpty()) {
            return false;
        }
        begin();
        blocked = true;
        try {
            if (wakePending || hasChanges()) {
                return false;
            }
            ring.enter(waitNanos);
            return true;
        } finally {
            blocked = false;
            wakePending = false;
            end();
        }
    }

    private boolean hasChanges() {
        synchronized (changes) {
            return !changes.isEmpty();
        }
    }

    private void settleChanges() throws IOException {
        ArrayList<RingSocket> now;
        synchronized (changes) {
            if (changes.isEmpty()) {
                return;
            }
            now = settling;
            now.addAll(changes);
            changes.clear();
            for (RingSocket socket : now) {
                socket.isChanged = false;
            }
        }
        try {
            for (RingSocket socket : now) {
                if (!socket.settle(this)) {
                    // Another ring has not let go of it yet.
                    changed(socket);
                }
            }
        } finally {
            now.clear();
        }
    }

    private void takeCompletions() throws IOException {
        while (ring.hasCompletions()) {
            long tag = ring.tag();
            int result = ring.result();
            int flags = ring.flags();
            ring.advance();
            int kind = (int) tag & (1 << KIND_BITS) - 1;
            if (kind == WAKE) {
                if ((flags & MORE) == 0) {
                    watchEvent();
                }
            } else if (kind != IGNORED) {
                RingSocket socket = places.get((int) (tag >>> KIND_BITS));
                if (socket != null) {
                    socket.completed(this, kind, result, flags);
                }
            }
        }
        if (lacksBuffers) {
            lacksBuffers = false;
            leaveScarceBuffers();
        }
    }

    /** What waits in the buffers is copied, so that all of them can be lent again and nobody is starved. */
    private void leaveScarceBuffers() {
        for (RingSocket socket : places) {
            if (socket != null) {
                socket.leaveScarceBuffers(this);
            }
        }
    }

    private void forgetCancelledKeys() throws IOException {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            if (cancelled.isEmpty()) {
                return;
            }
            for (Iterator<SelectionKey> i = cancelled.iterator(); i.hasNext(); ) {
                RingKey key = (RingKey) i.next();
                i.remove();
                selected.remove(key);
                deregister(key);
                key.socket().settle(this);
                leavingKeys.add(key);
            }
        }
        dropLeft();
    }

    /** A key counts as long as the ring has requests of its socket, so that somebody selects until they have ended. */
    private void dropLeft() {
        for (int i = leavingKeys.size() - 1; i >= 0; i--) {
            RingKey key = leavingKeys.get(i);
            if (!key.socket().isAt(this)) {
                keys.remove(key);
                leavingKeys.set(i, leavingKeys.get(leavingKeys.size() - 1));
                leavingKeys.remove(leavingKeys.size() - 1);
            }
        }
    }

    private void dropUnready() {
        for (int i = listed.size() - 1; i >= 0; i--) {
            RingSocket socket = listed.get(i);
            if (socket.readyOperations(this) == 0) {
                unlist(i, socket);
            }
        }
    }

    private void unlist(int at, RingSocket socket) {
        RingSocket last = listed.remove(listed.size() - 1);
        if (last != socket) {
            listed.set(at, last);
        }
        socket.isListed = false;
    }

    private int report(Consumer<SelectionKey> action, boolean fresh) {
        int count = 0;
        for (int i = listed.size() - 1; i >= 0; i--) {
            RingSocket socket = listed.get(i);
            int operations = socket.readyOperations(this);
            if (operations == 0) {
                unlist(i, socket);
                continue;
            }
            RingKey key = socket.reported(operations);
            if (key != null) {
                key.ready(fresh || !selected.contains(key) ? operations : key.ready() | operations);
                action.accept(key);
                count++;
            }
        }
        return count;
    }

    @Override
    protected void implCloseSelector() throws IOException {
        wakeup();
        selecting.lock();
        try {
            for (SelectionKey key : keys) {
                deregister((RingKey) key);
            }
            boolean unused = letGoOfAll();
            keys.clear();
            leavingKeys.clear();
            selected.clear();
            calls.close(event);
            ring.close(unused);
        } finally {
            selecting.unlock();
        }
    }

    /** Cancels all requests and waits until they have ended. Returns whether they have. */
    private boolean letGoOfAll() throws IOException {
        for (int i = 0; i < TRIES_TO_CLOSE; i++) {
            settleChanges();
            boolean empty = true;
            for (int place = 0; place < places.size(); place++) {
                RingSocket socket = places.get(place);
                if (socket != null) {
                    socket.settle(this);
                    empty &= places.get(place) == null;
                }
            }
            if (empty) {
                return true;
            }
            ring.enter(PAUSE_NANOS);
            takeCompletions();
        }
        return false;
    }
}
