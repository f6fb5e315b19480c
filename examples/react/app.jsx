import { EXPRESSIONS } from "countenance";
import { StrictMode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { useReadings } from "./use-readings.js";

function App() {
  const video = useRef(null);
  const [problem, setProblem] = useState("");
  const start = async () => {
    try {
      video.current.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
      setProblem("");
    } catch (error) {
      setProblem(`The camera cannot be used: ${error.message}`);
    }
  };
  const { readings, error } = useReadings(video, "/countenance/assets/");
  return (
    <>
      <h1>React</h1>
      <video ref={video} autoPlay muted playsInline />
      <button type="button" onClick={start}>
        Start the camera
      </button>
      <p>{error?.message ?? problem}</p>
      {readings?.map((reading) => (
        <Face key={reading.faceId} reading={reading} />
      ))}
    </>
  );
}

function Face({ reading }) {
  return (
    <section className="face">
      <h2>{reading.doubt === null ? reading.dominant : `Not sure: ${reading.doubt}`}</h2>
      {EXPRESSIONS.map((expression, i) => (
        <label key={expression}>
          <meter value={reading.probabilities[i]} /> {expression}
          <br />
        </label>
      ))}
    </section>
  );
}

createRoot(document.querySelector("main")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
