"""The web pages. Streamlit is imported only below this package; answering happens in `assistant.answering`."""
