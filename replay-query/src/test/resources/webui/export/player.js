document.title = 'the player & its <tags>';
