package io.nagare.driver;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Resources that a runtime closes but does not keep alive, such as the schedulers that bridges make on it. A {@link
 * Resource} that is entered with {@link Driver#opened} stays until somebody closes it; one of these is forgotten when
 * nobody uses it any more. Any thread may call.
 *
 * @since 0.1
 */
public final class WeakResources implements Resource {

    private final Set<Resource> all = Collections.newSetFromMap(new WeakHashMap<>());

    private WeakResources() {}

    /** Makes a runtime close a resource with itself. If it is closed already, it may not: look at it after this. */
    public static void add(Driver driver, Resource resource) {
        driver.shared(WeakResources.class, () -> entered(driver)).add(resource);
    }

    private static WeakResources entered(Driver driver) {
        WeakResources resources = new WeakResources();
        driver.opened(resources);
        return resources;
    }

    private synchronized void add(Resource resource) {
        all.add(resource);
    }

    private synchronized List<Resource> present() {
        return List.copyOf(all);
    }

    @Override
    public void runtimeClosed() {
        present().forEach(Resource::runtimeClosed);
    }
}
