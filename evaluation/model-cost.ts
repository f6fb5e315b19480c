import type { LayersModel } from "@tensorflow/tfjs-layers";

export interface ModelCost {
  /** Numbers that were learned. */
  readonly parameters: number;
  /** For one face. */
  readonly multiplyAdds: number;
}

/**
 * What a model costs, from its layers. A kernel of a convolution or a dense layer is multiplied once at every place of its
 * layer's output, whatever its size, stride and padding; padding's zeros are multiplied too. Biases, activations and pooling
 * are not counted, as is usual.
 */
export function modelCost(model: LayersModel): ModelCost {
  let multiplyAdds = 0;
  for (const layer of model.layers) {
    const shape = layer.outputShape as (number | null)[];
    const places = product(shape.slice(1, -1));
    for (const { shape } of layer.weights) if (shape.length > 1) multiplyAdds += product(shape) * places;
  }
  return { parameters: model.countParams(), multiplyAdds };
}

function product(lengths: readonly (number | null)[]): number {
  return lengths.reduce<number>((total, length) => total * (length ?? 1), 1);
}
