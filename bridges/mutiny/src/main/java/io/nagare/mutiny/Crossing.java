package io.nagare.mutiny;

import io.nagare.Async;
import io.nagare.TaskLocal;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.subscription.ContextSupport;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries what surrounds a stream over the edge to Mutiny and back. Stateless. */
final class Crossing {

    private Crossing() {}

    /** Makes a stream find the context of its subscriber. A context may be filled later, so an empty one counts. */
    static <T, S extends Async<T, S>> S within(S stream, Object subscriber) {
        if (!(subscriber instanceof ContextSupport support)) {
            return stream;
        }
        Context context = support.context();
        S inside = stream.contextWrite(MutinyNagare.CONTEXT, context);
        for (Object key : context.isEmpty() ? Map.of().keySet() : context.keys()) {
            Object value = context.getOrElse(key, () -> null);
            if (value != null && key instanceof TaskLocal<?> local) {
                @SuppressWarnings("unchecked") // contextHere() puts a local's value under the local
                TaskLocal<Object> typed = (TaskLocal<Object>) local;
                inside = inside.contextWrite(typed, value);
            }
        }
        return inside;
    }

    /**
     * Returns the context for a source of Mutiny that the calling function subscribes to: the one downstream, or a copy
     * if locals have other values here.
     */
    static Context contextHere() {
        Map<TaskLocal<?>, Object> locals = TaskLocal.values();
        Context outer = MutinyNagare.CONTEXT.get();
        Map<Object, Object> entries = null;
        for (Map.Entry<TaskLocal<?>, Object> local : locals.entrySet()) {
            if (local.getKey() != MutinyNagare.CONTEXT && valueIn(outer, local.getKey()) != local.getValue()) {
                entries = entries == null ? entriesOf(outer) : entries;
                entries.put(local.getKey(), local.getValue());
            }
        }
        if (entries != null) {
            return Context.from(entries);
        }
        return outer == null ? Context.empty() : outer;
    }

    private static @Nullable Object valueIn(@Nullable Context context, Object key) {
        return context == null ? null : context.getOrElse(key, () -> null);
    }

    private static Map<Object, Object> entriesOf(@Nullable Context context) {
        Map<Object, Object> entries = new HashMap<>();
        if (context != null && !context.isEmpty()) {
            for (Object key : context.keys()) {
                Object value = valueIn(context, key);
                if (value != null) {
                    entries.put(key, value);
                }
            }
        }
        return entries;
    }
}
