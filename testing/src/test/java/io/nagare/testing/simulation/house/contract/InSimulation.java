package io.nagare.testing.simulation.house.contract;

import io.nagare.engine.channel.ChannelContract;
import io.nagare.failure.ProtocolViolationException;
import io.nagare.testing.simulation.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Plays each test of a contract of channels in a simulation, once for each seed. */
final class InSimulation implements InvocationInterceptor {

    private static final int SEEDS = 60;

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context) {
        invocation.skip();
        ChannelContract contract = (ChannelContract) test.getTarget().orElseThrow();
        Method method = test.getExecutable();
        method.setAccessible(true);
        Simulation.forSeeds(SEEDS).check(simulation -> {
            simulation.expectUnseen(InSimulation::isPlanted);
            try (SimulatedSetting setting = new SimulatedSetting(simulation)) {
                contract.playIn(setting);
                play(method, contract);
            }
        });
    }

    private static void play(Method method, ChannelContract contract) throws Exception {
        try {
            method.invoke(contract);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            if (thrown.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw thrown;
        }
    }

    /** A subscriber of the contract throws on purpose, against rule 2.13. */
    private static boolean isPlanted(Throwable failure) {
        return failure instanceof ProtocolViolationException violation
                && violation.rule().equals("2.13")
                && violation.getMessage().contains("planted: a subscriber that throws");
    }
}
