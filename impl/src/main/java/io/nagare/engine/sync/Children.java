package io.nagare.engine.sync;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** The children of a token, which it does not keep alive. Guarded by the token's lock. */
final class Children {

    private final Set<Reference<TreeToken>> present = new HashSet<>();
    private final ReferenceQueue<TreeToken> gone = new ReferenceQueue<>();

    /** Adds a child, and forgets those that are gone. */
    Reference<TreeToken> add(TreeToken child) {
        forgetGone();
        Reference<TreeToken> reference = new WeakReference<>(child, gone);
        present.add(reference);
        return reference;
    }

    void remove(Reference<TreeToken> child) {
        present.remove(child);
    }

    void moveTo(ArrayDeque<TreeToken> tokens) {
        for (Reference<TreeToken> reference : present) {
            TreeToken child = reference.get();
            if (child != null) {
                tokens.add(child);
            }
        }
        present.clear();
    }

    int count() {
        forgetGone();
        return present.size();
    }

    private void forgetGone() {
        for (Reference<? extends TreeToken> child = gone.poll(); child != null; child = gone.poll()) {
            present.remove(child);
        }
    }
}
