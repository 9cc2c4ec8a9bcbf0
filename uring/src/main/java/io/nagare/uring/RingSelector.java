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
 * <p>It owns its {@link RingRequests}, and gives them back when it is closed.
 */
final class RingSelector extends AbstractSelector {

    /*
     * Implementation. A thread that changes a socket puts it into `changes` and then looks whether a select blocks. A
     * select declares itself blocked and then looks at `changes`. Both are volatile or in the monitor of `changes`, so
     * at least one side sees the other. The same holds for a wake-up.
     */

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int TRIES_TO_CLOSE = 100;
    private static final long PAUSE_NANOS = 10 * NANOS_PER_MILLI;

    private final RingRequests requests;
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
    private final ArrayList<RingKey> leavingKeys = new ArrayList<>();

    private RingSelector(SelectorProvider provider, RingRequests requests) {
        super(provider);
        this.requests = requests;
    }

    /**
     * Opens a selector.
     *
     * @throws RingUnavailableException if the system refuses a ring
     */
    static RingSelector open(SelectorProvider provider, RingCalls calls) throws IOException {
        return new RingSelector(provider, RingRequests.open(calls));
    }

    /** The requests of this selector's ring. Only for the thread that selects, except for the receive buffers. */
    RingRequests requests() {
        return requests;
    }

    /** Lists a socket that may be ready. */
    void list(RingSocket socket) {
        if (socket.listedAt != this && socket.readyOperations(this) != 0) {
            socket.listedAt = this;
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
                requests.signal();
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
                requests.submit(0);
                wakePending = false;
            }
            requests.takeCompletions(this);
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
            requests.submit(waitNanos);
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
                socket.settle(this);
            }
        } finally {
            now.clear();
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
        if (socket.listedAt == this) {
            socket.listedAt = null;
        }
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
            boolean unused = false;
            try {
                unused = letGoOfAll();
            } finally {
                giveBack(unused);
            }
        } finally {
            selecting.unlock();
        }
    }

    private void giveBack(boolean unused) {
        requests.close(this, unused);
        keys.clear();
        leavingKeys.clear();
        selected.clear();
    }

    /** Cancels all requests and waits until they have ended. Returns whether they have. */
    private boolean letGoOfAll() throws IOException {
        for (int i = 0; i < TRIES_TO_CLOSE; i++) {
            settleChanges();
            if (requests.settleAll(this)) {
                return true;
            }
            requests.submit(PAUSE_NANOS);
            requests.takeCompletions(this);
        }
        return false;
    }
}
