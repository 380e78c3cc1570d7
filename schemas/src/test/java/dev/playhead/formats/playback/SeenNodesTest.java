// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a document 1 with a body 2 that holds an element 3, with a text 4, and an element 5. */
final class SeenNodesTest {

    private static final String SNAPSHOT = "{'type':2,'data':{'node':{'type':0,'id':1,'childNodes':[{'type':2,'id':2,"
            + "'childNodes':[{'type':2,'id':3,'childNodes':[{'type':3,'id':4}]},{'type':2,'id':5,'childNodes':[]}]}]}}}";

    private final SeenNodes seen = new SeenNodes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':4,'data':{'href':'http://shop/'}}",
                "{'type':5,'data':{'tag':'t'}}",
                "{'type':6,'data':{'plugin':'p'}}"
            })
    void whatIsAboutNoNodePassesBeforeTheFirstSnapshot(String event) {
        assertThat(seen.admit(Json.object(event))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':0,'adds':[],'removes':[{'id':3,'parentId':2}],'texts':[],'attributes':[]}",
                "{'source':3,'id':1,'x':0,'y':9}",
                "{'source':4,'width':9,'height':9}"
            })
    void incrementalEventsBeforeTheFirstSnapshotAreDropped(String data) {
        assertThat(seen.admit(incremental(data))).isFalse();
        assertThat(seen.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':2,'type':2,'id':77,'x':1,'y':1}",
                "{'source':3,'id':77,'x':0,'y':9}",
                "{'source':5,'id':77,'text':'a','isChecked':false}",
                "{'source':7,'id':77,'type':0}",
                "{'source':8,'id':77,'adds':[]}",
                "{'source':13,'id':77,'set':{}}",
                "{'source':15,'id':77,'styleIds':[]}",
                "{'source':1,'positions':[{'id':77,'x':1,'y':1,'timeOffset':0}]}",
                "{'source':6,'positions':[{'id':77,'x':1,'y':1,'timeOffset':0}]}",
                "{'source':12,'positions':[{'id':77,'x':1,'y':1,'timeOffset':0}]}",
                "{'source':14,'ranges':[{'start':4,'startOffset':0,'end':77,'endOffset':1}]}",
                "{'source':0,'adds':[],'removes':[{'id':77,'parentId':2}],'texts':[],'attributes':[]}",
                "{'source':0,'adds':[],'removes':[],'texts':[{'id':77,'value':'t'}],'attributes':[]}",
                "{'source':0,'adds':[],'removes':[],'texts':[],'attributes':[{'id':77,'attributes':{'a':'b'}}]}",
                "{'source':0,'adds':[{'parentId':77,'nextId':null,'node':{'type':3,'id':8}}],'removes':[],'texts':[]}",
                "{'source':0,'adds':[{'parentId':2,'nextId':77,'node':{'type':3,'id':8}}],'removes':[],'texts':[]}",
                "{'source':0,'adds':[{'parentId':2,'nextId':null,'previousId':77,'node':{'type':3,'id':8}}]}"
            })
    void anEventAboutAnUnseenNodeIsDropped(String data) {
        seen.admit(Json.object(SNAPSHOT));

        assertThat(seen.admit(incremental(data))).isFalse();
        assertThat(seen.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':2,'type':2,'id':4,'x':1,'y':1}",
                "{'source':2,'type':2,'id':-1,'x':1,'y':1}",
                "{'source':4,'width':9,'height':9}",
                "{'source':8,'styleId':3,'adds':[]}",
                "{'source':10,'family':'f','fontSource':'url(x)'}",
                "{'source':14,'ranges':[]}"
            })
    void anEventAboutASeenNodeOrNonePasses(String data) {
        seen.admit(Json.object(SNAPSHOT));
        ObjectNode event = incremental(data);

        assertThat(seen.admit(event)).isTrue();
        assertThat(event).isEqualTo(incremental(data));
    }

    @Test
    void onlyTheUnseenPositionsOfAMoveAreDropped() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':1,'positions':[{'id':3,'x':1},{'id':77,'x':2},{'id':5,'x':3}]}");

        assertThat(data.at("/positions").findValuesAsText("x")).containsExactly("1", "3");
        assertThat(seen.dropped()).isEqualTo(1);
    }

    @Test
    void aClickMayReferToANodeSinceRemovedButAMutationMayNot() {
        seen.admit(Json.object(SNAPSHOT));
        admitted("{'source':0,'removes':[{'id':3,'parentId':2}]}");

        assertThat(seen.admit(incremental("{'source':2,'type':2,'id':4,'x':1,'y':1}")))
                .isTrue();
        assertThat(seen.admit(incremental("{'source':0,'texts':[{'id':4,'value':'t'}]}")))
                .isFalse();
    }

    @Test
    void theNextFullSnapshotStartsAfresh() {
        seen.admit(Json.object(SNAPSHOT));
        admitted("{'source':0,'adds':[{'parentId':2,'nextId':null,'node':{'type':3,'id':8}}]}");
        seen.admit(Json.object(SNAPSHOT));

        assertThat(seen.admit(incremental("{'source':3,'id':8,'x':0,'y':0}"))).isFalse();
    }

    @Test
    void addsThatWaitForOneAnotherComeOutInAnOrderThatNeedsNoQueue() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'adds':["
                + "{'parentId':11,'nextId':null,'node':{'type':3,'id':12}},"
                + "{'parentId':2,'nextId':11,'node':{'type':3,'id':10}},"
                + "{'parentId':2,'nextId':5,'node':{'type':2,'id':11,'childNodes':[]}}]}");

        assertThat(data.at("/adds"))
                .extracting(add -> add.at("/node/id").asInt())
                .containsExactly(11, 12, 10);
        assertThat(seen.dropped()).isZero();
    }

    @Test
    void anAddThatNeedsADroppedOneIsDroppedToo() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'adds':["
                + "{'parentId':2,'nextId':11,'node':{'type':3,'id':10}},"
                + "{'parentId':77,'nextId':null,'node':{'type':2,'id':11,'childNodes':[]}},"
                + "{'parentId':2,'nextId':null,'node':{'type':3,'id':13}}]}");

        assertThat(data.at("/adds"))
                .extracting(add -> add.at("/node/id").asInt())
                .containsExactly(13);
        assertThat(seen.dropped()).isEqualTo(2);
    }

    @Test
    void aNodeWithoutAProperIdIsNeverSeen() {
        seen.admit(Json.object("{'type':2,'data':{'node':{'type':0,'id':1,'childNodes':[{'type':2,'id':'x'}]}}}"));

        assertThat(seen.admit(
                        incremental("{'source':0,'adds':[{'parentId':1,'nextId':'x','node':{'type':3,'id':8}}]}")))
                .isFalse();
    }

    @Test
    void aMovedNodeIsRemovedFromWhereItReallyIs() {
        seen.admit(Json.object(SNAPSHOT));
        admitted("{'source':0,'adds':[{'parentId':5,'nextId':null,'node':{'type':3,'id':8}}]}");

        JsonNode data = admitted("{'source':0,'removes':[{'id':8,'parentId':3}]}");

        assertThat(data.at("/removes/0")).hasToString("{\"id\":8,\"parentId\":5}");
    }

    @Test
    void aNodeThatIsStillThereIsRemovedBeforeItIsAddedAgain() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'adds':[{'parentId':3,'nextId':null,'node':{'type':2,'id':5}}]}");

        assertThat(data.at("/removes")).hasToString("[{\"id\":5,\"parentId\":2}]");
        assertThat(data.at("/adds")).hasSize(1);
        assertThat(seen.dropped()).isZero();
    }

    @Test
    void aNodeIsNeverPutBelowItself() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'adds':[{'parentId':4,'nextId':null,'node':{'type':2,'id':3}}]}");

        assertThat(data.at("/adds")).isEmpty();
        assertThat(seen.dropped()).isEqualTo(1);
    }

    @Test
    void aSiblingThatIsElsewhereStandsForNone() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'adds':[{'parentId':2,'nextId':4,'node':{'type':3,'id':8}}]}");

        assertThat(data.at("/adds/0/nextId").isNull()).isTrue();
    }

    @Test
    void theNodesOfAFramesDocumentAreSeen() {
        seen.admit(Json.object(SNAPSHOT));
        admitted("{'source':0,'isAttachIframe':true,'adds':[{'parentId':5,'nextId':null,'node':{'type':0,'id':20,"
                + "'childNodes':[{'type':2,'id':21,'rootId':20,'childNodes':[]}]}}]}");

        admitted("{'source':0,'adds':[{'parentId':21,'nextId':null,'node':{'type':3,'id':22,'rootId':20}}]}");
        assertThat(seen.dropped()).isZero();
    }

    @Test
    void aFramesDocumentThatComesAgainReplacesTheOneThatIsThere() {
        String document = "{'source':0,'isAttachIframe':true,'adds':[{'parentId':5,'nextId':null,'node':{'type':0,"
                + "'id':20,'childNodes':[{'type':2,'id':21,'rootId':20,'childNodes':[]}]}}]}";
        seen.admit(Json.object(SNAPSHOT));
        admitted(document);

        JsonNode again = admitted(document);

        assertThat(again.at("/removes")).isEmpty();
        assertThat(again.at("/adds")).hasSize(1);
        admitted("{'source':0,'adds':[{'parentId':21,'nextId':null,'node':{'type':3,'id':22,'rootId':20}}]}");
        assertThat(seen.dropped()).isZero();
    }

    @Test
    void whatSaysMoreOfANodeRemovedInTheSameMutationIsNoLoss() {
        seen.admit(Json.object(SNAPSHOT));
        JsonNode data = admitted("{'source':0,'removes':[{'id':3,'parentId':2},{'id':4,'parentId':3}],"
                + "'texts':[{'id':4,'value':'t'}],'attributes':[{'id':3,'attributes':{'a':'b'}}]}");

        assertThat(data.at("/removes")).hasSize(1);
        assertThat(data.at("/texts")).isEmpty();
        assertThat(data.at("/attributes")).isEmpty();
        assertThat(seen.dropped()).isZero();
    }

    private JsonNode admitted(String data) {
        ObjectNode event = incremental(data);
        assertThat(seen.admit(event)).isTrue();
        return event.path("data");
    }

    private static ObjectNode incremental(String data) {
        return Json.object("{'type':3,'timestamp':1,'data':%s}".formatted(data));
    }
}
