package io.nagare.jmx;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The one class that needs the module {@code java.management}. Any thread may call. */
final class PlatformBeans {

    private static final String DOMAIN = "io.nagare:";

    private PlatformBeans() {}

    /** Registers a bean. Returns what unregisters it. */
    static Runnable register(String properties, String runtime, Object bean) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = ObjectName.getInstance(DOMAIN + properties.replace("*", value(runtime)));
            server.registerMBean(bean, name);
            return () -> unregister(server, name);
        } catch (InstanceAlreadyExistsException taken) {
            throw new IllegalStateException(
                    "JMX has beans of a runtime with the name " + runtime + " already: give one of the runtimes another"
                            + " name, by NagareBuilder.name or by RuntimeBeans.register(runtime, name)",
                    taken);
        } catch (JMException refused) {
            throw new IllegalStateException("a bean of the runtime " + runtime + " cannot be registered", refused);
        }
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // Somebody else has unregistered it.
        } catch (JMException refused) {
            throw new IllegalStateException(name + " cannot be unregistered", refused);
        }
    }

    /** A name as a value in the name of a bean: quoted if it has characters that mean something there. */
    private static String value(String name) {
        return name.matches("[^,=:\"*?\\n]+") ? name : ObjectName.quote(name);
    }
}
