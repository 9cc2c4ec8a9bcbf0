package io.nagare.engine.sync.scope;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * The children of a token. They are held by weak references, so the token does not keep them alive. The token's lock
 * guards this.
 */
final class Children {

    private final Set<Reference<TreeToken>> present = new HashSet<>();
    private final ReferenceQueue<TreeToken> gone = new ReferenceQueue<>();

    /** Adds a child, and forgets the children that the collector has cleared. */
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
