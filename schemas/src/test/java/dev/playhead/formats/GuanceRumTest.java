// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuanceRumTest {

    private static final String TAGS =
            "app_id=app,session_id=ses,view_id=v1,sdk_name=df_web_rum_sdk,sdk_version=3.2.27,env=dev,service=shop,"
                    + "version=1.4.2,userid=u-1,user_name=Fixture\\ User,is_signin=T,os=Linux,browser=Chrome,device=PC";

    @Test
    void aViewDocumentIsRankedByTheTimeSpentInIt() {
        RumEvent.View view = (RumEvent.View) only("view,%s,view_url=http://h/?a\\=b,view_name=/p ".formatted(TAGS)
                + "time_spent=9949999999,session_has_replay=true,sampled_for_error_replay=true,"
                + "session_replay_stats=\"{\\\"segments_count\\\":2}\",view_action_count=1,view_error_count=2,"
                + "view_resource_count=3,view_long_task_count=4,frustration_count=5,cart=3,plan=\"free\","
                + "custom_keys=\"[\\\"cart\\\",\\\"plan\\\"]\" 1795439117324");
        assertThat(view.view()).isEqualTo("v1");
        assertThat(view.atMs()).isEqualTo(1795439117324L);
        assertThat(view.rank()).isEqualTo(9949999999L);
        assertThat(view.timeSpentMs()).isEqualTo(9949);
        assertThat(view.url()).isEqualTo("http://h/?a=b");
        assertThat(view.name()).isEqualTo("/p");
        assertThat(view.hasReplay()).isTrue();
        assertThat(view.counts()).isEqualTo(new RumEvent.Counts(1, 2, 3, 4, 5));
        assertThat(view.expectedSegments()).isEqualTo(2);
        assertThat(view.sampledForError()).isTrue();
        assertThat(view.traits())
                .isEqualTo(new Traits(
                        "u-1",
                        "Fixture User",
                        null,
                        "Chrome",
                        "Linux",
                        "PC",
                        null,
                        "dev",
                        "shop",
                        "1.4.2",
                        "df_web_rum_sdk",
                        "3.2.27",
                        "{\"cart\":3,\"plan\":\"free\"}"));
        assertThat(view.attributes())
                .contains("\"time_spent\":9949999999", "\"view_url\":\"http://h/?a=b\"")
                .doesNotContain("app_id", "session_id", "view_id", "userid");
    }

    @Test
    void whatAViewDoesNotSayIsNull() {
        RumEvent.View view = (RumEvent.View) only("view,view_id=v1 a=1 1");
        assertThat(view.counts()).isNull();
        assertThat(view.expectedSegments()).isNull();
        assertThat(view.sampledForError()).isFalse();
        assertThat(view.traits().attributes()).isNull();
    }

    @Test
    void aUserWhoHasNotSignedInHasNoId() {
        assertThat(only("error,userid=random,is_signin=F error_message=\"m\" 1")
                        .traits()
                        .userId())
                .isNull();
    }

    @Test
    void anActionHasItsNameAndFrustrations() {
        RumEvent.Item action = item(
                "action,%s,action_type=click ".formatted(TAGS)
                        + "action_id=\"a1\",action_name=\"Pay\",duration=7999999,action_frustration_types=\"[\\\"error_click\\\"]\" 5");
        assertThat(action.kind()).isEqualTo(MarkerKind.ACTION);
        assertThat(action.id()).isEqualTo("a1");
        assertThat(action.label()).isEqualTo("Pay");
        assertThat(action.durationMs()).isEqualTo(7);
        assertThat(action.userActivity()).isTrue();
        assertThat(action.frustrations()).containsExactly("error_click");
        assertThat(item("action,action_type=custom action_id=\"a2\" 5").userActivity())
                .isFalse();
        assertThat(item("action,action_type=click action_frustration_types=\"[\" 5")
                        .frustrations())
                .isEmpty();
    }

    @Test
    void anErrorMayHoldLineBreaks() {
        RumEvent.Item error =
                item("error,%s,error_id=e1 error_message=\"it\n\\\"broke\\\"\",error_stack=\"a\nb\" 5".formatted(TAGS));
        assertThat(error.kind()).isEqualTo(MarkerKind.ERROR);
        assertThat(error.id()).isEqualTo("e1");
        assertThat(error.label()).isEqualTo("it\n\"broke\"");
        assertThat(error.attributes()).contains("\"error_stack\":\"a\\nb\"");
    }

    @Test
    void resourcesLongTasksAndOthers() {
        assertThat(item("resource,resource_id=r,resource_method=GET resource_url=\"http://h/\",duration=70000000 5"))
                .satisfies(resource -> {
                    assertThat(resource.label()).isEqualTo("GET http://h/");
                    assertThat(resource.durationMs()).isEqualTo(70);
                });
        assertThat(item("long_task,long_task_id=l duration=1019900000 5").kind())
                .isEqualTo(MarkerKind.LONG_TASK);
        assertThat(item("telemetry a=1 5")).satisfies(other -> {
            assertThat(other.kind()).isEqualTo(MarkerKind.CUSTOM);
            assertThat(other.label()).isEqualTo("telemetry");
            assertThat(Identifiers.isAllowed(other.id())).isTrue();
        });
    }

    @Test
    void jsonSaysTheSameAsLineProtocol() {
        RumEvent.Item line = item("error,view_id=v1,error_id=e1,env=dev error_message=\"m\",drift=0 5");
        RumEvent.Item json = item("""
                [{"tags":{"view_id":"v1","error_id":"e1","env":"dev"},"fields":{"error_message":"m","drift":0},
                "measurement":"error","time":5}]""");
        assertThat(json)
                .usingRecursiveComparison()
                .ignoringFields("contentHash")
                .isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view a=1 5|BAD_ID",
                "view,view_id=a/b a=1 5|BAD_ID",
                "error,error_id=a:b a=1 5|BAD_ID",
                "error a=1|MALFORMED",
                "error|MALFORMED",
                "error a=1 99999999999999999|MALFORMED",
            })
    void oneBadPointLosesNothingButItself(String bad, RejectReason reason) {
        RumFacts facts = facts("error a=1 5\n" + bad + "\nerror a=2 6");
        assertThat(facts.events()).hasSize(2);
        assertThat(facts.rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void oneBadElementLosesNothingButItself() {
        RumFacts facts =
                facts("[{\"measurement\":\"error\",\"time\":5},{\"time\":5},7,{\"measurement\":\"error\",\"time\":6}]");
        assertThat(facts.events()).hasSize(2);
        assertThat(facts.rejected()).hasSize(2);
    }

    @Test
    void aBatchWithoutEventsIsEmpty() {
        assertThat(new GuanceFormat().rum(Uploads.body("\n")))
                .isEqualTo(new Decoded.Rejected<>(RejectReason.EMPTY, "no event"));
        assertThat(new GuanceFormat().rum(Uploads.body("[]")))
                .isEqualTo(new Decoded.Rejected<>(RejectReason.EMPTY, "no event"));
    }

    private static RumEvent.Item item(String batch) {
        return (RumEvent.Item) only(batch);
    }

    private static RumEvent only(String batch) {
        RumFacts facts = facts(batch);
        assertThat(facts.rejected()).isEmpty();
        assertThat(facts.events()).hasSize(1);
        return facts.events().getFirst();
    }

    private static RumFacts facts(String batch) {
        return switch (new GuanceFormat().rum(Uploads.body(batch))) {
            case Decoded.Facts<RumFacts>(RumFacts facts) -> facts;
            case Decoded.Rejected<RumFacts> rejected -> throw new AssertionError(rejected);
        };
    }
}
