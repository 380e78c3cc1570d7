// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.CrashPoint.Place;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Leads everything that the production topology's processors do past the next {@link CrashPoint}. */
public final class CrashingProcessors implements ProcessorWrapper {

    @Override
    public <K, V, L, W> WrappedProcessorSupplier<K, V, L, W> wrapProcessorSupplier(
            String name, ProcessorSupplier<K, V, L, W> supplier) {
        return ProcessorWrapper.asWrapped(() -> new CrashingProcessor<>(supplier.get()));
    }

    @Override
    public <K, V, W> WrappedFixedKeyProcessorSupplier<K, V, W> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<K, V, W> supplier) {
        return ProcessorWrapper.asWrappedFixedKey(supplier);
    }

    private static final class CrashingProcessor<K, V, L, W> implements Processor<K, V, L, W> {

        private final Processor<K, V, L, W> processor;
        private boolean inRound;

        CrashingProcessor(Processor<K, V, L, W> processor) {
            this.processor = processor;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void init(ProcessorContext<L, W> context) {
            processor.init((ProcessorContext<L, W>) proxy(
                    ProcessorContext.class, (proxy, method, arguments) -> switch (method.getName()) {
                        case "schedule" -> invoke(context, method, inRounds(arguments));
                        case "getStateStore" ->
                            crashing((KeyValueStore<?, ?>) Objects.requireNonNull(invoke(context, method, arguments)));
                        case "forward" -> {
                            Object nothing = invoke(context, method, arguments);
                            CrashPoint.pass(inRound ? Place.ROUND : Place.FORWARD);
                            yield nothing;
                        }
                        default -> invoke(context, method, arguments);
                    }));
        }

        @Override
        public void process(Record<K, V> record) {
            processor.process(record);
        }

        @Override
        public void close() {
            processor.close();
        }

        private Object[] inRounds(Object[] arguments) {
            Object[] changed = arguments.clone();
            Punctuator round = (Punctuator) changed[changed.length - 1];
            changed[changed.length - 1] = (Punctuator) nowMs -> {
                inRound = true;
                try {
                    round.punctuate(nowMs);
                } finally {
                    inRound = false;
                }
            };
            return changed;
        }

        private static Object crashing(KeyValueStore<?, ?> store) {
            return proxy(KeyValueStore.class, (proxy, method, arguments) -> {
                Object result = invoke(store, method, arguments);
                if (method.getName().equals("put") || method.getName().equals("delete")) {
                    CrashPoint.pass(Place.STORE);
                }
                return result;
            });
        }

        private static Object proxy(Class<?> type, InvocationHandler handler) {
            return Proxy.newProxyInstance(CrashingProcessors.class.getClassLoader(), new Class<?>[] {type}, handler);
        }

        private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }
}
