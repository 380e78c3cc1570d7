// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.testkit.Uploads;
import org.junit.jupiter.api.Test;

class PostHogRumTest {

    @Test
    void aClickIsAnActionOfTheUserAndAChangeIsNot() {
        RumEvent.Item click = item("$autocapture", "'$event_type':'click','$el_text':'Add to cart'");
        assertThat(click.kind()).isEqualTo(MarkerKind.ACTION);
        assertThat(click.label()).isEqualTo("Add to cart");
        assertThat(click.userActivity()).isTrue();
        RumEvent.Item change = item("$autocapture", "'$event_type':'change'");
        assertThat(change.label()).isEqualTo("change");
        assertThat(change.userActivity()).isFalse();
    }

    @Test
    void aRageClickIsAFrustrationWithoutAnAction() {
        RumEvent.Item rage = item("$rageclick", "'$window_id':'w1'");
        assertThat(rage.kind()).isEqualTo(MarkerKind.FRUSTRATION);
        assertThat(rage.label()).isEqualTo("rage_click");
        assertThat(rage.userActivity()).isTrue();
        assertThat(rage.view()).isEqualTo("w1");
    }

    @Test
    void anErrorIsWhatWasThrown() {
        assertThat(item("$exception", "'$exception_list':[{'type':'TypeError','value':'outer'},{'value':'cause'}]")
                        .label())
                .isEqualTo("outer");
        assertThat(item("$exception", "'$exception_list':[{'type':'TypeError'}]")
                        .label())
                .isEqualTo("TypeError");
        assertThat(item("$exception", "'$exception_message':'older'").label()).isEqualTo("older");
        assertThat(item("$exception", "'a':1").kind()).isEqualTo(MarkerKind.ERROR);
    }

    @Test
    void othersAreCustomAndKeepTheirProperties() {
        RumEvent.Item bought = item("bought tea", "'cups':2,'token':'t','$sdk_debug_x':1,'$session_id':'s'");
        assertThat(bought.kind()).isEqualTo(MarkerKind.CUSTOM);
        assertThat(bought.label()).isEqualTo("bought tea");
        assertThat(bought.attributes()).isEqualTo("{\"cups\":2}");
    }

    @Test
    void aVisitorIsAUserOnceTheyHaveAnIdOfTheirOwn() {
        assertThat(item("x", "'distinct_id':'d','$device_id':'d'").traits().userId())
                .isNull();
        RumEvent.Item known = item("x", "'distinct_id':'ann','$device_id':'d','$set':{'email':'ann@example.org'}");
        assertThat(known.traits().userId()).isEqualTo("ann");
        assertThat(known.traits().userEmail()).isEqualTo("ann@example.org");
    }

    @Test
    void anEventWithoutATimeLosesNothingButItself() {
        RumFacts facts = facts("""
                [{'event':'a','properties':{'$time':1795438994.848}}, {'event':'b','properties':{}},
                 {'event':'c','timestamp':'yesterday'}, {'timestamp':'2026-11-23T13:03:14.771Z'}, 7]""");
        assertThat(facts.events())
                .singleElement()
                .satisfies(event -> assertThat(event.atMs()).isEqualTo(1_795_438_994_848L));
        assertThat(facts.rejected()).hasSize(4);
    }

    private static RumEvent.Item item(String name, String properties) {
        RumFacts facts = facts(
                "{'event':'%s','properties':{%s},'timestamp':'2026-11-23T13:03:14.771Z'}".formatted(name, properties));
        assertThat(facts.rejected()).isEmpty();
        return (RumEvent.Item) facts.events().getFirst();
    }

    private static RumFacts facts(String batch) {
        return switch (PostHogRum.read(Uploads.body(batch.replace('\'', '"')))) {
            case Decoded.Facts<RumFacts>(RumFacts facts) -> facts;
            case Decoded.Rejected<RumFacts> rejected -> throw new AssertionError(rejected);
        };
    }
}
